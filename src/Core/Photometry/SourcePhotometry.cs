using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Measures sources of one frame: apertures, optimal extraction or PSF fits, by our rules or by those of a peer.</summary>
/// <remarks>The cost of a source depends on the pixels round it and not on the size of the frame; the background is a mesh.</remarks>
public static class SourcePhotometry
{
    /// <param name="input">The frame.</param>
    /// <param name="sources">Where to measure.</param>
    /// <param name="options">How to measure.</param>
    /// <exception cref="ArgumentException">An option or a size does not fit; the sentence says which and what to do.</exception>
    public static MeasureResult Measure(MeasureInput input, IReadOnlyList<SourcePosition> sources, MeasureOptions options)
    {
        options.Validate();
        var sky = MeasureSky.Of(input, options);
        MeasuredSource[] rows = options.Recipe switch
        {
            MeasureRecipe.Stdpipe => new StdpipeRecipe(input, options, sky).Measure(sources),
            MeasureRecipe.StdpipeSep => new SepxRecipe(input, options, sky).Measure(sources),
            _ => new NocturneRecipe(input, options, sky).Measure(sources),
        };
        var finished = rows.Select(row => Finish(row)).Where(row => Passes(row, options));
        return new MeasureResult([.. finished], options.EmitBackground ? sky.Mesh : null);
    }

    static MeasuredSource Finish(MeasuredSource row)
    {
        var (magnitude, error) = Magnitude.Of(row.Flux, row.FluxError);
        var flags = row.Flags;
        if (!double.IsFinite(magnitude)) flags |= QualityFlag.NoMagnitude;
        if (double.IsNaN(row.Flux) && (flags & ~QualityFlag.NoMagnitude) == 0) flags |= QualityFlag.NoUsablePixels;
        return row with { Magnitude = magnitude, MagnitudeError = error, Flags = flags };
    }

    static bool Passes(MeasuredSource row, MeasureOptions options) =>
        (options.MinSn == 0 || row.MagnitudeError < 1 / options.MinSn) && (options.KeepNegative || row.Flux > 0);
}
