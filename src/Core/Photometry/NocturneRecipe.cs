using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Our own rules: see <see cref="MeasureRecipe.Nocturne"/>.</summary>
sealed class NocturneRecipe
{
    readonly MeasureInput input;
    readonly MeasureOptions options;
    readonly MeasureSky sky;
    readonly NoiseModel noise;
    readonly FwhmMap? fwhm;
    readonly PsfProfile? psf;
    readonly PsfProfile? centroidPsf;

    public NocturneRecipe(MeasureInput input, MeasureOptions options, MeasureSky sky)
    {
        this.input = input;
        this.options = options;
        this.sky = sky;
        fwhm = options.Fwhm is { } map && map.Typical > 0 && double.IsFinite(map.Typical) ? map : null;
        if (options.Method == MeasureMethod.Optimal && options.Psf is null && fwhm is null)
            throw new ArgumentException("The width for optimal extraction is not a positive number: give one (--fwhm VALUE) or a PSF model.");

        // An error map holds the noise of the sources already; it is not counted twice.
        noise = options.Noise with { Gain = input.ErrorMap is null ? Math.Max(options.Gain, options.Noise.Gain) : 0 };
        psf = options.Psf is { } model ? new PsfProfile(model) : null;
        centroidPsf = options.CentroidPsf is { } weights ? new PsfProfile(weights) : psf;
    }

    /// <summary>The frame with the variance of the sky alone; the sources' own noise comes from models.</summary>
    PhotometryFrame SkyFrame => FrameWith(noise with { Gain = 0 });

    PhotometryFrame FrameWith(NoiseModel model) => new(input.Image.View)
    {
        Mask = input.Mask,
        Segments = input.Segments,
        Background = sky.Level,
        Rms = sky.Error,
        Noise = model,
        SaturationLevel = options.SaturationLevel,
    };

    public MeasuredSource[] Measure(IReadOnlyList<SourcePosition> sources)
    {
        var frame = FrameWith(noise);
        frame.Validate();
        var rows = new MeasuredSource[sources.Count];
        for (var i = 0; i < rows.Length; i++) rows[i] = Start(frame, sources[i], i);
        if (options.Method != MeasureMethod.Aperture) MeasureProfiles(rows);
        return rows;
    }

    double UnitAt(double x, double y) => fwhm?.At(x, y) ?? 1;

    double RadiusAt(double x, double y) => options.ApertureRadius * UnitAt(x, y);

    MeasuredSource Start(in PhotometryFrame frame, SourcePosition source, int index)
    {
        var row = new MeasuredSource { Index = index, X = source.X, Y = source.Y, OriginalX = source.X, OriginalY = source.Y, Flags = source.Flags };
        if (!double.IsFinite(source.X + source.Y)) return row with { Area = 0, Flags = row.Flags | QualityFlag.NoPositionOrBackground };
        row = Centre(frame, row);
        LocalBackground? local = null;
        if (options.LocalBackground is not null || options.BackgroundAnnulus is not null)
        {
            local = LocalLevel(frame, row.X, row.Y);
            row = double.IsFinite(local.Value.Level)
                ? row with { LocalBackground = local.Value.Level, LocalBackgroundError = local.Value.LevelError }
                : row with { Flags = row.Flags | QualityFlag.NoPositionOrBackground };
        }

        var circle = Aperture.Circle(row.X, row.Y, RadiusAt(row.X, row.Y));
        using var window = frame.Window(circle.Box);
        var sum = AperturePhotometry.Sum(window, circle, OverlapMethod.Exact).MaskedCorrected();
        row = row with
        {
            Flags = row.Flags | sum.Flags,
            Area = sum.Area,
            MaskedArea = sum.MaskedArea,
            EdgeFraction = sum.EdgeFraction,
            BackgroundFluxError = SkyError(circle)
        };
        if (options.Method != MeasureMethod.Aperture) return row with { Flags = row.Flags & ~QualityFlag.MaskedCorrected };
        var flux = AperturePhotometry.Flux(sum, noise, local);
        return row with { Flux = flux.Flux, FluxError = flux.FluxError, Flags = row.Flags | flux.Flags };
    }

    double SkyError(in Aperture circle)
    {
        if (sky.SkyRms is null) return 0;
        var frame = new PhotometryFrame(input.Image.View) { Rms = sky.SkyRms };
        using var window = frame.Window(circle.Box);
        return Math.Sqrt(Math.Max(0, AperturePhotometry.Sum(window, circle, OverlapMethod.Exact, PixelState.Good).Variance));
    }

    /// <summary>The refined position, unless it ran away further than the source is wide.</summary>
    MeasuredSource Centre(in PhotometryFrame frame, MeasuredSource row)
    {
        if (options.CentroidIterations == 0) return row;
        var width = fwhm?.At(row.X, row.Y) ?? (options.Psf?.Fwhm is > 0 and var known ? known : options.ApertureRadius);
        double x, y;
        switch (options.CentroidMethod)
        {
            case CentroidMethod.CentreOfMass:
                (x, y) = Centroids.CentreOfMass(frame, row.X, row.Y, (int)Math.Ceiling(RadiusAt(row.X, row.Y)) | 1, options.CentroidIterations);
                break;
            case CentroidMethod.Psf:
                (x, y) = Centroids.ProfileWeighted(
                    frame, centroidPsf ?? (IProfile)GaussianProfile.OfFwhm(width), row.X, row.Y, options.CentroidIterations);
                break;
            default:
                var found = centroidPsf is null
                    ? Centroids.Windowed(frame, row.X, row.Y, width / Fwhm.PerSigma, 0.2 * width)
                    : Centroids.Windowed(frame, centroidPsf, row.X, row.Y, 0.2 * width);
                (x, y) = found.Flags == QualityFlag.Good ? (found.X, found.Y) : (row.X, row.Y);
                if (found.Flags != QualityFlag.Good) row = row with { Flags = row.Flags | QualityFlag.NotConverged };
                break;
        }

        double dx = x - row.X, dy = y - row.Y;
        return (dx * dx) + (dy * dy) <= width * width ? row with { X = x, Y = y } : row with { Flags = row.Flags | QualityFlag.NotConverged };
    }

    LocalBackground LocalLevel(in PhotometryFrame frame, double x, double y)
    {
        if (options.LocalBackground is { } own)
        {
            var sigma = UnitAt(x, y) / Fwhm.PerSigma;
            return own.Estimate(frame, x, y, sigma, sigma, 0);
        }

        var ring = options.BackgroundAnnulus!.Value;
        var (inner, outer) = (ring.Inner * UnitAt(x, y), ring.Outer * UnitAt(x, y));
        var shape = inner > 0 ? Aperture.Annulus(x, y, inner, outer) : Aperture.Circle(x, y, outer);
        var estimator = new AnnulusBackground
        {
            Estimator = options.BackgroundOrder switch { 1 => SkyEstimator.Plane, 2 => SkyEstimator.Quadratic, _ => options.RingEstimator },
            ClipSigma = options.ClipSigma,
            ClipIterations = options.ClipIterations,
        };
        return estimator.Estimate(frame, shape);
    }

    void MeasureProfiles(MeasuredSource[] rows)
    {
        var frame = SkyFrame;
        var fit = new ProfileMeasurement(options, noise, psf, fwhm);
        int[] groups = [.. rows.Select((row, i) => double.IsFinite(row.X + row.Y) ? i + 1 : -1)];
        if (options.GroupSources && rows.Length > 0)
        {
            double[] x = [.. rows.Select(row => row.X)], y = [.. rows.Select(row => row.Y)];
            groups = SourceGroups.Link(x, y, options.GroupRadius ?? (2 * options.ApertureRadius * (fwhm?.Typical ?? 1)));
        }

        var members = SourceGroups.Members(groups);
        for (var i = 0; i < rows.Length; i++)
        {
            if (groups[i] < 0) rows[i] = rows[i] with { Group = -1, Flags = rows[i].Flags | QualityFlag.OptimalFailed };
            else if (options.GroupSources) rows[i] = rows[i] with { Group = groups[i], GroupSize = members[groups[i] - 1].Length };
        }

        foreach (var group in members)
        {
            if (group.Length > 0) fit.Measure(frame, rows, group, row => RadiusAt(row.X, row.Y));
        }
    }
}
