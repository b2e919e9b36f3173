using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>The catalogues as CSV: <c>catalogue/(camera)-(filter).csv</c> with the stars, <c>catalogue/bands.csv</c> with what belongs to a band as a whole.</summary>
public static class CatalogueFiles
{
    /// <summary>Writes the catalogues of all bands that have one.</summary>
    /// <param name="night">The night.</param>
    /// <param name="folder">The folder <c>catalogue</c>.</param>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static void Write(NightReader night, string folder)
    {
        ArgumentNullException.ThrowIfNull(night);
        foreach (var band in night.Bands) WriteStars(night, band, Path.Combine(folder, PortableName.Of(band) + ".csv"));

        AtomicFile.Write(Path.Combine(folder, "bands.csv"), file =>
        {
            using var text = new DelimitedText(file);
            text.Row("band", "sources", "psf_semi_major_sigma", "psf_semi_minor_sigma", "psf_orientation_rad", "reference_frame", "stacked_frames", "width", "height", "pixel_scale_arcsec");
            foreach (var band in night.Bands)
            {
                if (night.LoadCatalogue(band) is not { } catalogue) continue;
                text.Field(band.ToString()).Field(catalogue.Sources.Count)
                    .Field(catalogue.PsfSemiMajorSigma).Field(catalogue.PsfSemiMinorSigma).Field(catalogue.PsfOrientation)
                    .Field(catalogue.ReferenceFrame).Field(catalogue.StackedFrames).Field(catalogue.Width).Field(catalogue.Height).Field(catalogue.PixelScale)
                    .EndRow();
            }
        });
    }

    static void WriteStars(NightReader night, BandKey band, string path)
    {
        if (night.LoadCatalogue(band) is not { } catalogue) return;
        AtomicFile.Write(path, file =>
        {
            using var text = new DelimitedText(file);
            text.Row("source", "x", "y", "flux", "semi_major_sigma", "semi_minor_sigma", "orientation_rad");
            foreach (var star in catalogue.Sources.OrderBy(star => star.Number))
            {
                text.Field(star.Number).Field(star.X).Field(star.Y).Field(star.Flux)
                    .Field(star.SemiMajorSigma).Field(star.SemiMinorSigma).Field(star.Orientation)
                    .EndRow();
            }
        });
    }
}
