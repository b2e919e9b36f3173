using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;

namespace Nocturne.Streams.Stages;

/// <summary>A photometer of a night: how each source of each frame is measured, where, over which sky, and under which label.</summary>
/// <param name="Label">Name in the products, such as <c>forced_aperture</c>.</param>
/// <param name="Placing">Where the sources are looked for.</param>
/// <param name="Method">How their light is measured.</param>
/// <param name="Local">Local sky in place of the frame's background; null for none.</param>
public sealed record NightPhotometer(string Label, Placing Placing, IPhotometer Method, ILocalBackground? Local = null);
