using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;

namespace Nocturne.Conformance.Sky;

/// <summary>One frame of a scenario with the truth about it.</summary>
/// <param name="Image">The pixels.</param>
/// <param name="Sources">The stars as they lie in these pixels.</param>
/// <param name="Saturated">Number of the star that is made to saturate; 0 for none.</param>
public sealed record ScenarioFrame(Image Image, IReadOnlyList<SourceTruth> Sources, int Saturated);
