using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>One curve of transparency and one of guiding from all cameras of the telescope.</summary>
public static class CommonSkyTable
{
    /// <summary>Name of the file in a night's folder.</summary>
    public const string FileName = "common_sky.csv";

    /// <summary>The curves, in steps of the longest cadence. Bands whose stars cannot be told among those of the first have no common axes with it and are left out.</summary>
    /// <param name="night">The night.</param>
    public static IReadOnlyList<SkySample> Of(NightReader night)
    {
        ArgumentNullException.ThrowIfNull(night);
        var cameras = new List<IReadOnlyList<SkySample>>();
        var step = 1.0;
        SourceCatalogue? first = null;
        foreach (var band in night.Bands)
        {
            if (night.LoadCatalogue(band) is not { Sources.Count: > 0 } catalogue) continue;
            first ??= catalogue;
            if ((first == catalogue ? PlaneTransform.Identity : CatalogueGeometry.Between(catalogue, first)) is not { } toFirst) continue;
            cameras.Add([.. night.Frames(band).Where(IsProven).OrderBy(frame => frame.MidUtc!.Value).Select(frame =>
            {
                var (x, y) = CommonSky.Shift(frame.Transform!.Value, catalogue.Width, catalogue.Height, toFirst);
                return new SkySample(frame.MidUtc!.Value, frame.Transparency!.Value, x, y);
            })]);
            if (BandCadence.Of(night, band) is var cadence && double.IsFinite(cadence)) step = Math.Max(step, cadence);
        }
        return CommonSky.Combine(cameras, step);
    }

    /// <summary>Writes the curves.</summary>
    /// <param name="samples">The curves.</param>
    /// <param name="path">The file; .csv, .ecsv or .fits.</param>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(IReadOnlyList<SkySample> samples, string path)
    {
        RowColumn<SkySample>[] columns =
        [
            new RowColumn<SkySample>.Number("mjd_utc", "d", "Mean of the middles of the exposures in the step, MJD, UTC.", sample => sample.Time.ToDouble()),
            new RowColumn<SkySample>.Number("transparency", null, "Light of the stars against the reference: the median of the cameras.", sample => sample.Transparency),
            new RowColumn<SkySample>.Number("shift_x", "pix", "Where the centre of the field lies against the reference, in pixels of the first camera.", sample => sample.ShiftX),
            new RowColumn<SkySample>.Number("shift_y", "pix", "Where the centre of the field lies against the reference, in pixels of the first camera.", sample => sample.ShiftY),
        ];
        RowTables.Write(path, columns, samples, "COMMON_SKY", []);
    }

    static bool IsProven(FrameRecord frame) =>
        frame is { State: FrameState.Measured, MidUtc: not null, Transform: not null, Transparency: not null, Placement: PlacementKind.Tracked or PlacementKind.Recognised };
}
