using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// stdpipe 0.3.0's measure_objects_sep with sep-x: single-precision pixels, cells in place of exact overlap, weighted extraction, PSF
/// fits.
/// </summary>
/// <remarks>
/// Kept to the letter where its tables can tell, weaknesses included: a gain that is not given counts as one in apertures and optimal
/// extraction, the source's noise may count twice, the level of a ring is taken off a weighted flux as if it were a sum.
/// </remarks>
sealed class SepxRecipe
{
    /// <summary>Standard deviations in a width, as stdpipe has it for windowed positions.</summary>
    const double WindowedSigmas = 2.355;
    readonly MeasureInput input;
    readonly MeasureOptions options;
    readonly MeasureSky sky;
    readonly FwhmMap? fwhm;
    readonly double gain;
    readonly PsfProfile? psf;
    readonly PsfProfile? window;

    public SepxRecipe(MeasureInput input, MeasureOptions options, MeasureSky sky)
    {
        this.input = input;
        this.options = options;
        this.sky = sky;
        fwhm = options.Fwhm is { } map && map.Typical > 0 && double.IsFinite(map.Typical) ? map : null;
        gain = options.Gain > 0 ? options.Gain : options.Method == MeasureMethod.Psf ? 0 : 1;
        psf = options.Psf is { } model ? new PsfProfile(model, PsfSampling.Sepx) : null;
        window = options.CentroidPsf is { } weights ? new PsfProfile(weights, PsfSampling.Sepx) : psf;
    }

    PhotometryFrame Frame =>
        new(input.Image.View)
        {
            Mask = input.Mask,
            Background = sky.Level,
            Rms = sky.Error,
            SaturationLevel = options.SaturationLevel,
            SinglePrecision = true
        };

    public MeasuredSource[] Measure(IReadOnlyList<SourcePosition> sources)
    {
        var frame = Frame;
        frame.Validate();
        var rows = new MeasuredSource[sources.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = Start(frame, sources[i], i);
        switch (options.Method)
        {
            case MeasureMethod.Aperture:
                for (var i = 0; i < rows.Length; i++) rows[i] = Sum(frame, rows[i]);
                break;
            case MeasureMethod.Optimal:
                new SepxOptimal(options, gain).Measure(frame, rows, RadiusAt, WidthAt, RingAt);
                break;
            default:
                new SepxPsf(options, psf!, gain).Measure(frame, rows);
                break;
        }

        return rows;
    }

    MeasuredSource Start(in PhotometryFrame frame, SourcePosition source, int index)
    {
        var (x, y) = Centroid(frame, source.X, source.Y);
        return new MeasuredSource
        {
            Index = index,
            X = x,
            Y = y,
            OriginalX = source.X,
            OriginalY = source.Y,
            Flags = source.Flags | (double.IsFinite(x + y) ? 0 : QualityFlag.NoPositionOrBackground),
        };
    }

    (double X, double Y) Centroid(in PhotometryFrame frame, double x, double y)
    {
        if (options.CentroidIterations == 0 || !double.IsFinite(x + y)) return (x, y);
        var width = fwhm?.Typical;
        var largestStep = 0.2 * width ?? 0.6;
        var found = window is null
            ? Centroids.Windowed(frame, x, y, width / WindowedSigmas ?? 1, largestStep)
            : Centroids.Windowed(frame, window, x, y, largestStep);
        var shift = Math.Sqrt(((found.X - x) * (found.X - x)) + ((found.Y - y) * (found.Y - y)));
        return found.Flags == QualityFlag.Good && shift < (width ?? 3) ? (found.X, found.Y) : (x, y);
    }

    double UnitAt(MeasuredSource row) => fwhm is null ? 1 : WidthAt(row);

    double WidthAt(MeasuredSource row) => fwhm is null || !double.IsFinite(row.X + row.Y) ? double.NaN : fwhm.At(row.X, row.Y);

    double RadiusAt(MeasuredSource row) => options.ApertureRadius * UnitAt(row);

    Aperture? RingAt(MeasuredSource row) =>
        options.BackgroundAnnulus is { } ring ? Aperture.Annulus(row.X, row.Y, ring.Inner * UnitAt(row), ring.Outer * UnitAt(row)) : null;

    MeasuredSource Sum(in PhotometryFrame frame, MeasuredSource row)
    {
        if (!double.IsFinite(row.X + row.Y)) return row;
        var circle = Aperture.Circle(row.X, row.Y, RadiusAt(row));
        var sum = SepAperture.Sum(frame, circle, gain, SepAperture.Cells);
        var flags = row.Flags | sum.Flags;
        if ((sum.Flags & (QualityFlag.HasMaskedPixels | QualityFlag.CutByEdge | QualityFlag.AllMasked)) != 0) flags |= QualityFlag.MaskedInAperture;
        double level = 0;
        if (RingAt(row) is { } ring)
        {
            using var pixels = frame.Window(ring.Box);
            level = AnnulusStatistics.Measure(pixels, ring, SepAperture.Cells, options.ClipSigma, options.ClipIterations).Median;
        }

        var flux = sum.Flux - (level * Math.PI * circle.SemiMajor * circle.SemiMajor);
        if (double.IsNaN(flux)) flags |= QualityFlag.OptimalFailed;
        return row with
        {
            Flux = flux,
            FluxError = Math.Sqrt(sum.Variance),
            LocalBackground = level,
            Area = sum.Area,
            MaskedArea = sum.MaskedArea,
            EdgeFraction = sum.EdgeFraction,
            Flags = flags,
        };
    }
}
