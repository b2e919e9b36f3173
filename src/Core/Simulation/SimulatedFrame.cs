using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Simulation;

/// <summary>One frame, as its file will hold it.</summary>
/// <param name="FileName">Name of its file, without compression.</param>
/// <param name="Header">The keywords an instrument writes.</param>
/// <param name="Image">The counts [ADU].</param>
public sealed record SimulatedFrame(string FileName, FitsHeader Header, Image Image);
