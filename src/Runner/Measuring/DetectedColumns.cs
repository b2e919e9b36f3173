using Nocturne.Core.Detection;
using Nocturne.Core.Photometry;
using Nocturne.Core.Tables;

namespace Nocturne.Runner.Measuring;

/// <summary>The columns of detected sources, with the names that users of SEP know; <c>nocturne measure</c> takes them as its list.</summary>
static class DetectedColumns
{
    public static IReadOnlyList<TableColumn> Of(IReadOnlyList<(DetectedSource Source, AutoFlux Auto)> rows, string? unit)
    {
        var table = new RowTable<(DetectedSource Source, AutoFlux Auto)>(rows)
            .Number("x", "pix", "Centre, column; the first pixel is 0.", row => row.Source.X)
            .Number("y", "pix", "Centre, row; the first pixel is 0.", row => row.Source.Y)
            .Number("flux", unit, "Sum of its pixels.", row => row.Source.Flux)
            .Number("peak", unit, "Its brightest pixel.", row => row.Source.Peak)
            .Whole("npix", "Number of its pixels.", row => row.Source.Area)
            .Number("a", "pix", "Standard deviation of the light along the major axis.", row => row.Source.SemiMajorSigma)
            .Number("b", "pix", "Standard deviation of the light along the minor axis.", row => row.Source.SemiMinorSigma)
            .Number("theta", "rad", "Angle of the major axis from +x towards +y.", row => row.Source.Orientation)
            .Whole("xmin", "First column.", row => row.Source.XMin)
            .Whole("xmax", "Last column.", row => row.Source.XMax)
            .Whole("ymin", "First row.", row => row.Source.YMin)
            .Whole("ymax", "Last row.", row => row.Source.YMax)
            .Whole("flags", "What is known against the source.", row => (int)(row.Source.Flags | row.Auto.FluxFlags))
            .Number("kron_radius", null, "Kron radius, in sigmas of the ellipse.", row => row.Auto.KronRadius)
            .Number("flux_auto", unit, "Flux in the Kron ellipse.", row => row.Auto.Flux)
            .Number("fluxerr_auto", unit, "Its standard deviation.", row => row.Auto.FluxError)
            .Number("mag_auto", "mag", "Instrumental magnitude.", row => Magnitude.Of(row.Auto.Flux, row.Auto.FluxError).Value)
            .Number("flux_radius", "pix", "Radius that holds half of the flux.", row => row.Auto.HalfLightRadius)
            .Number("fwhm", "pix", "Width: twice the half-light radius.", row => 2 * row.Auto.HalfLightRadius)
            .Number("xwin", "pix", "Windowed centre, column.", row => row.Auto.XWindowed)
            .Number("ywin", "pix", "Windowed centre, row.", row => row.Auto.YWindowed)
            .Whole("flags_win", "What is known against the windowed centre.", row => (int)row.Auto.WindowFlags);
        if (rows.All(row => row.Source is ExtractedSource)) AddExtracted(table, unit);
        return table.Columns;
    }

    static void AddExtracted(RowTable<(DetectedSource Source, AutoFlux Auto)> table, string? unit) =>
        table.Number("thresh", unit, "Threshold of the source.", row => Extracted(row).Threshold)
            .Whole("tnpix", "Unfiltered pixels above the threshold.", row => Extracted(row).AreaAboveThreshold)
            .Number("cflux", unit, "Sum of its filtered pixels.", row => Extracted(row).FilteredFlux)
            .Number("cpeak", unit, "Its brightest filtered pixel.", row => Extracted(row).FilteredPeak)
            .Whole("xcpeak", "Column of the brightest filtered pixel.", row => Extracted(row).FilteredPeakX)
            .Whole("ycpeak", "Row of the brightest filtered pixel.", row => Extracted(row).FilteredPeakY)
            .Whole("xpeak", "Column of the brightest pixel.", row => Extracted(row).PeakX)
            .Whole("ypeak", "Row of the brightest pixel.", row => Extracted(row).PeakY)
            .Number("x2", "pix2", "Second moment.", row => Extracted(row).Shape.XX)
            .Number("y2", "pix2", "Second moment.", row => Extracted(row).Shape.YY)
            .Number("xy", "pix2", "Second moment.", row => Extracted(row).Shape.XY)
            .Number("errx2", "pix2", "Variance of x.", row => Extracted(row).CentreVariance.XX)
            .Number("erry2", "pix2", "Variance of y.", row => Extracted(row).CentreVariance.YY)
            .Number("errxy", "pix2", "Covariance of x and y.", row => Extracted(row).CentreVariance.XY)
            .Number("cxx", "1/pix2", "Coefficient of the ellipse.", row => Extracted(row).EllipseCoefficients.XX)
            .Number("cyy", "1/pix2", "Coefficient of the ellipse.", row => Extracted(row).EllipseCoefficients.YY)
            .Number("cxy", "1/pix2", "Coefficient of the ellipse.", row => Extracted(row).EllipseCoefficients.XY);

    static ExtractedSource Extracted((DetectedSource Source, AutoFlux Auto) row) => (ExtractedSource)row.Source;
}
