using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>A photometer of a night: how each source of each frame is measured, and under which label.</summary>
/// <param name="Label">Name in the products, such as <c>forced_aperture</c>.</param>
/// <param name="Forced">True: at the catalogue position, mapped into the frame. False: at the frame's own detection.</param>
/// <param name="Local">Local background on top of the mesh; null for none. With one, the mesh is not subtracted.</param>
public sealed record NightPhotometer(string Label, bool Forced, ILocalBackground? Local)
{
    /// <summary>Semi-axes of the aperture in standard deviations of the band's point source; 2.3548 is the full width at half maximum.</summary>
    public double ApertureScale { get; init; } = 2 * Math.Sqrt(2 * Math.Log(2));

    /// <summary>Measures one source.</summary>
    /// <param name="frame">Pixels, background and noise of the frame.</param>
    /// <param name="source">Number in the catalogue.</param>
    /// <param name="target">Place and shape in the frame; a place that is not a number means that nothing was found.</param>
    public SourceMeasurement Measure(in PhotometryFrame frame, int source, SourcePlace target)
    {
        if (!double.IsFinite(target.X) || !double.IsFinite(target.Y)) return Missing(source, target, QualityFlag.NotDetected);
        var aperture = Aperture.Ellipse(target.X, target.Y, ApertureScale * target.SemiMajorSigma, ApertureScale * target.SemiMinorSigma, target.Orientation);
        LocalBackground? local = Local?.Estimate(frame, target.X, target.Y, target.SemiMajorSigma, target.SemiMinorSigma, target.Orientation);
        var measured = AperturePhotometry.Measure(frame, aperture, OverlapMethod.Exact, local);
        return new(Label, source, target.X, target.Y, measured.Flux, measured.FluxError,
            local?.Level ?? LevelAt(frame.Background, target), local?.Scatter ?? LevelAt(frame.Rms, target), measured.Sum.Area, measured.Flags);
    }

    SourceMeasurement Missing(int source, SourcePlace target, QualityFlag flag) =>
        new(Label, source, target.X, target.Y, double.NaN, double.NaN, double.NaN, double.NaN, 0, flag);

    static double LevelAt(IPixelField? field, SourcePlace target)
    {
        if (field is null) return double.NaN;
        Span<double> value = stackalloc double[1];
        field.Read((int)Math.Round(target.X), (int)Math.Round(target.Y), value);
        return value[0];
    }
}
