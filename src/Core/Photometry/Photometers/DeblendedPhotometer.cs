using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>The light in an aperture less what the neighbours put there, by a PSF fit to all sources of the frame.</summary>
/// <param name="Aperture">The aperture.</param>
/// <remarks>Only catalogue sources are taken off; the flux is that in the aperture, unless the aperture is one for totals. The rule is that of <see cref="DeblendedAperture"/>.</remarks>
public sealed record DeblendedPhotometer(AperturePhotometer Aperture) : IFramePhotometer
{
    static readonly ProfilePhotometer Model = new(MeasureMethod.Psf, FitPositions: false);

    /// <inheritdoc/>
    public bool NeedsPsf => true;

    /// <inheritdoc/>
    public void Measure(in FrameView view, Span<PhotometerResult> results)
    {
        var sources = Model.Rows(view);
        var stamps = new Stamp?[sources.Length];
        for (var i = 0; i < results.Length; i++)
        {
            if (view.Places[i].IsKnown) results[i] = Measure(view, sources, stamps, i);
        }
    }

    PhotometerResult Measure(in FrameView view, MeasuredSource[] sources, Stamp?[] stamps, int source)
    {
        if ((sources[source].Flags & QualityFlag.NoPositionOrBackground) != 0) return PhotometerResult.Missing(sources[source].Flags);
        LocalBackground? local = view.Locals.IsEmpty ? null : view.Locals[source];
        var aperture = Aperture.Shape(view.Places[source], view.Psf);
        using var read = view.Frame.Window(aperture.Box);
        using var above = local is { } sky ? read.Above(sky.Level, sky.Scatter) : default;
        var pixels = local is null ? read : above;
        var whole = (Aperture with { Total = false }).Measure(new SourceView { Place = view.Places[source], Pixels = pixels, Local = local, Psf = view.Psf });
        double light = 0, variance = whole.FluxError * whole.FluxError;
        for (var j = 0; j < sources.Length; j++)
        {
            if (j == source || !(sources[j].Flux > 0)) continue;
            var stamp = stamps[j] ??= Stamp.At(view.Psf.Profile, sources[j].X, sources[j].Y);
            var share = stamp.ShareIn(aperture, pixels.Box);
            light += sources[j].Flux * share;
            variance += sources[j].FluxError * share * sources[j].FluxError * share;
        }

        var own = whole with { Flux = whole.Flux - light, FluxError = Math.Sqrt(variance), Flags = whole.Flags | view.Psf.Flags };
        return Aperture.Corrected(own, view.Places[source], view.Psf);
    }
}
