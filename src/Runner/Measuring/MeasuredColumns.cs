using Nocturne.Core.Photometry;
using Nocturne.Core.Tables;

namespace Nocturne.Runner.Measuring;

/// <summary>The columns of measured sources, with the names that users of stdpipe know; ours beyond those have whole words.</summary>
static class MeasuredColumns
{
    public static IReadOnlyList<TableColumn> Of(Table sources, IReadOnlyList<MeasuredSource> rows, MeasureOptions options, string? unit)
    {
        var table = new RowTable<MeasuredSource>(rows);
        var perPixel = unit is null ? null : $"{unit}/pixel";
        if (options.CentroidIterations > 0)
        {
            table.Number("x_orig", "pix", "Position before centroiding, column.", row => row.OriginalX)
                .Number("y_orig", "pix", "Position before centroiding, row.", row => row.OriginalY);
        }

        table.Number("x", "pix", "Position of the photometry, column; the first pixel is 0.", row => row.X)
            .Number("y", "pix", "Position of the photometry, row; the first pixel is 0.", row => row.Y)
            .Whole("flags", "What is known against the measurement.", row => (int)row.Flags)
            .Number("bg_local", perPixel, "Local background.", row => row.LocalBackground)
            .Number("bg_local_err", perPixel, "Standard deviation of the local background.", row => row.LocalBackgroundError)
            .Number("npix_aper", "pix2", "Area of the aperture in the image.", row => row.Area)
            .Number("masked_area", "pix2", "Area of its bad pixels.", row => row.MaskedArea)
            .Number("edge_fraction", null, "Share of the aperture outside the image.", row => row.EdgeFraction)
            .Number("bg_fluxerr", unit, "Scatter of the global background in the aperture.", row => row.BackgroundFluxError)
            .Number("flux", unit, "Flux.", row => row.Flux)
            .Number("fluxerr", unit, "Standard deviation of the flux.", row => row.FluxError)
            .Number("mag", "mag", "Instrumental magnitude, -2.5 lg flux.", row => row.Magnitude)
            .Number("magerr", "mag", "Standard deviation of the magnitude.", row => row.MagnitudeError);
        if (options.Method == MeasureMethod.Optimal)
        {
            table.Whole("npix_optimal", "Pixels used.", row => row.ProfilePixels)
                .Number("chi2_optimal", null, "Reduced chi-square.", row => row.ReducedChiSquare)
                .Number("norm_optimal", null, "Share of the profile in the used pixels.", row => row.ProfileSum);
        }
        else if (options.Method == MeasureMethod.Psf)
        {
            table.Number("x_psf", "pix", "Fitted position, column.", row => row.PsfX)
                .Number("y_psf", "pix", "Fitted position, row.", row => row.PsfY)
                .Number("chi2_psf", null, "Reduced chi-square.", row => row.ReducedChiSquare)
                .Whole("niter_psf", "Iterations.", row => row.PsfIterations)
                .Whole("flags_psf", "What is known against the fit.", row => (int)row.PsfFlags);
        }

        if (options.GroupSources && options.Method != MeasureMethod.Aperture)
        {
            table.Whole("group_id", "Number of its group, from 1; -1 without a position.", row => row.Group)
                .Whole("group_size", "Sources in its group.", row => row.GroupSize);
        }

        return table.After(sources, row => row.Index).Columns;
    }

    public static IReadOnlyList<TableColumn> Of(Table sources, IReadOnlyList<DeblendedFlux> rows, bool diagnostics, string? unit)
    {
        var table = new RowTable<DeblendedFlux>(rows)
            .Number("x", "pix", "Position, column; the first pixel is 0.", row => row.X)
            .Number("y", "pix", "Position, row; the first pixel is 0.", row => row.Y)
            .Whole("flags", "What is known against the measurement.", row => (int)row.Flags)
            .Number("flux", unit, "Flux in the aperture without the neighbours' light.", row => row.Flux)
            .Number("fluxerr", unit, "Standard deviation of the flux.", row => row.FluxError)
            .Number("mag", "mag", "Instrumental magnitude, -2.5 lg flux.", row => row.Magnitude)
            .Number("magerr", "mag", "Standard deviation of the magnitude.", row => row.MagnitudeError);
        if (diagnostics)
        {
            table.Number("flux_ap_raw", unit, "Sum in the aperture.", row => row.RawFlux)
                .Number("flux_model", unit, "Light of the model of all sources in the aperture.", row => row.ModelFlux)
                .Number("flux_total_model", unit, "Total light of the source in the model.", row => row.TotalModelFlux)
                .Number("flux_ratio_model", null, "Total over seed flux.", row => row.Ratio)
                .Number("self_frac", null, "Share of the source's own light in the aperture.", row => row.SelfFraction)
                .Number("flux_neighbour_err", unit, "Standard deviation of the light that was taken off.", row => row.NeighbourError);
        }

        return table.After(sources, row => row.Index).Columns;
    }
}
