using Nocturne.Core.Astrometry;

namespace Nocturne.Streams;

/// <summary>Elements of several sources that belong to the same moment.</summary>
/// <param name="Time">The time of the first.</param>
/// <param name="Members">One of each source at most, by the number of the source.</param>
/// <param name="Inputs">How many sources there are.</param>
/// <param name="Late">A single element whose group had left without it.</param>
public sealed record TimeGroup<T>(Mjd Time, IReadOnlyList<TimedElement<T>> Members, int Inputs, bool Late) : IElementHolder
{
    /// <summary>Every source has given an element.</summary>
    public bool IsComplete => Members.Count == Inputs;

    void IElementHolder.DiscardElements()
    {
        foreach (var member in Members) Discard.Element(member);
    }
}
