using Nocturne.Core.Astrometry;
using Nocturne.Core.LightCurves;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>Frames of several bands that were exposed together. Published on the system's event stream while the night runs.</summary>
/// <param name="Time">Middle of the first exposure, UTC.</param>
/// <param name="Members">One frame of each band at most, in the order of the bands.</param>
/// <param name="IsComplete">Whether every band has a frame.</param>
/// <param name="IsLate">A single frame that came when the others of its moment had gone.</param>
public sealed record SimultaneousFrames(Mjd Time, IReadOnlyList<SimultaneousFrame> Members, bool IsComplete, bool IsLate)
{
    /// <summary>Instrumental colour of a star with its standard deviation [mag]; null when either band has no good flux of it.</summary>
    /// <param name="first">The bluer band.</param>
    /// <param name="second">The other band.</param>
    /// <param name="source">Number of the star.</param>
    public (double Magnitude, double Error)? Colour(BandKey first, BandKey second, int source)
    {
        if (LightOf(first, source) is not { Flux: > 0 } a || LightOf(second, source) is not { Flux: > 0 } b) return null;
        var (ratio, error) = DifferentialPhotometry.Ratio(a.Flux, a.Error, b.Flux, b.Error);
        return (-2.5 * Math.Log10(ratio), NoiseBudget.MagnitudesPerShare * error / ratio);
    }

    (double Flux, double Error)? LightOf(BandKey band, int source) =>
        Members.FirstOrDefault(member => member.Band == band) is { } frame && frame.Light.TryGetValue(source, out var light) ? light : null;
}
