using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>One photometer's measurements in the columns that the scoring programs of reference sets read.</summary>
/// <remarks>The band is the filter's letter, the time is the start of the exposure at the barycentre (TDB, MJD), the background is that of the frame.</remarks>
public static class ScoreTable
{
    /// <summary>Writes the rows of all bands in order.</summary>
    /// <param name="night">The night.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="photometer">Label of the photometer whose rows are wanted.</param>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(NightReader night, string path, string photometer) => AtomicFile.Write(path, file =>
    {
        using var text = new DelimitedText(file);
        text.Row("band", "file", "cat_id", "x", "y", "flux", "flux_err", "bmjd", "bkg_median", "bkg_rms");
        foreach (var curve in night.LightCurves().Where(curve => curve.Photometer == photometer))
        {
            foreach (var point in night.LightCurve(curve))
            {
                var row = point.Measurement;
                text.Field(curve.Band.Filter).Field(point.File[(point.File.LastIndexOf('/') + 1)..]).Field(row.Source)
                    .Field(row.X).Field(row.Y).Field(row.Flux).Field(row.FluxError)
                    .Field(point.BmjdTdbStart).Field(point.FrameBackground).Field(point.FrameBackgroundRms)
                    .EndRow();
            }
        }
    });
}
