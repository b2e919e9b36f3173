using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>How frames come into a night that runs.</summary>
/// <param name="Arrivals">Where whole files come from.</param>
/// <param name="Scanner">Reads their headers.</param>
/// <param name="Sorter">Says what they are.</param>
/// <param name="Workers">Headers that are read at the same time.</param>
public sealed record IntakePlan(IArrivalSource Arrivals, NightScanner Scanner, ArrivalSorter Sorter, int Workers);
