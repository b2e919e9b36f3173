using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>Fluxes by the point source of the frame itself: a PSF fit or an optimal extraction, neighbours together, total light.</summary>
/// <param name="Method">PSF fit (with all pixels of the profile) or optimal extraction (with those near the source).</param>
/// <param name="FitPositions">Whether a PSF fit moves the positions.</param>
public sealed record ProfilePhotometer(MeasureMethod Method, bool FitPositions) : IFramePhotometer
{
    /// <summary>Sources this near are measured together [standard deviations of the point source].</summary>
    const double Link = 8;

    /// <summary>Pixels of an optimal extraction [standard deviations of the point source].</summary>
    const double OptimalRadius = 3.5;

    /// <inheritdoc/>
    public bool NeedsPsf => true;

    /// <inheritdoc/>
    public void Measure(in FrameView view, Span<PhotometerResult> results)
    {
        var rows = Rows(view);
        for (var i = 0; i < rows.Length; i++)
        {
            if (!view.Places[i].IsKnown) continue;
            var row = rows[i];
            var flags = row.Flags | view.Psf.Flags;
            results[i] = new(row.Flux, row.FluxError, row.ProfilePixels, flags)
            {
                Position = double.IsFinite(row.PsfX + row.PsfY) ? (row.PsfX, row.PsfY) : null,
            };
        }
    }

    /// <summary>Measures all sources, those that were not detected at their places in the catalogue.</summary>
    internal MeasuredSource[] Rows(in FrameView view)
    {
        var rows = new MeasuredSource[view.Places.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var place = view.PlaceOf(i);
            var local = view.Locals.IsEmpty ? default : view.Locals[i];
            rows[i] = double.IsFinite(local.Level)
                ? new MeasuredSource { Index = i, X = place.X, Y = place.Y, LocalBackground = local.Level, LocalBackgroundError = local.LevelError }
                : new MeasuredSource { Index = i, X = place.X, Y = place.Y, Flags = local.Flags | QualityFlag.NoPositionOrBackground };
        }

        var options = new MeasureOptions { Method = Method, FitPositions = FitPositions };
        var noise = view.Frame.Noise;
        var sky = view.Frame.WithNoise(noise with { Gain = 0 });
        var fit = new ProfileMeasurement(options, noise, view.Psf.Profile, null);
        var radius = OptimalRadius * view.Psf.SemiMajorSigma;
        var groups = SourceGroups.Link([.. rows.Select(row => row.X)], [.. rows.Select(row => row.Y)], Link * view.Psf.SemiMajorSigma);
        foreach (var group in SourceGroups.Members(groups)) fit.Measure(sky, rows, group, _ => radius);
        for (var i = 0; i < rows.Length; i++)
        {
            if ((rows[i].Flags & QualityFlag.NoPositionOrBackground) != 0) rows[i] = rows[i] with { Flux = double.NaN, FluxError = double.NaN };
        }

        return rows;
    }
}
