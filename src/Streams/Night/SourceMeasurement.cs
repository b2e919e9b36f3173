using Nocturne.Core.Quality;

namespace Nocturne.Streams.Night;

/// <summary>One source of one frame by one photometer: a row of a light curve.</summary>
/// <param name="Photometer">Label of the photometer, such as <c>forced_aperture</c>.</param>
/// <param name="Source">Number in the band's catalogue.</param>
/// <param name="X">Position used in this frame [pixels].</param>
/// <param name="Y">Position used in this frame [pixels].</param>
/// <param name="Flux">Counts [ADU]; NaN with a flag that says why.</param>
/// <param name="FluxError">Standard deviation of the flux [ADU].</param>
/// <param name="Background">Background under the source [ADU per pixel].</param>
/// <param name="BackgroundError">Its standard deviation per pixel [ADU].</param>
/// <param name="Area">Pixels in the aperture.</param>
/// <param name="Flags">What is known against the measurement.</param>
public sealed record SourceMeasurement(
    string Photometer,
    int Source,
    double X,
    double Y,
    double Flux,
    double FluxError,
    double Background,
    double BackgroundError,
    double Area,
    QualityFlag Flags);
