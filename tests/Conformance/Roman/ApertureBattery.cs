using Nocturne.Core.Asdf;
using Nocturne.Core.Photometry;
using Nocturne.Core.Roman;

namespace Nocturne.Conformance.Roman;

/// <summary>The folder <c>aperture</c>: weights of pixels, sums and annuli at difficult places of a small image.</summary>
static class ApertureBattery
{
    const double Tolerance = 1e-11;

    public static void Run(string folder, CaseReport report)
    {
        report.Run("aperture/weights", check => Weights(Path.Combine(folder, "weights.csv"), check));
        using var file = AsdfFile.Open(Path.Combine(folder, "image.asdf"));
        var mask = file.Array("roman", "mask").ToDoubles();
        var pixels = new CorrectedPixels(
            PixelPlane.From(file.Array("roman", "data")), PixelPlane.From(file.Array("roman", "err")), Array.ConvertAll(mask, flag => flag != 0 ? 1u : 0u));
        var rows = CsvRows.Read(Path.Combine(folder, "expected.csv"));
        for (var i = 0; i < rows.Count; i++)
        {
            var row = i;
            report.Run($"aperture/{rows.Text(row, "config")} at ({rows.Text(row, "x")}, {rows.Text(row, "y")})", check => Place(pixels, rows, row, check));
        }
    }

    static void Weights(string path, CaseCheck check)
    {
        var rows = CsvRows.Read(path);
        for (var row = 0; row < rows.Count; row++)
        {
            var (dx, dy) = (rows.Number(row, "i") - rows.Number(row, "x"), rows.Number(row, "j") - rows.Number(row, "y"));
            var (actual, expected) = (ApertureOverlap.Circle(dx, dy, rows.Number(row, "r"), OverlapMethod.Exact), rows.Number(row, "weight"));
            check.Worst("weight", Math.Abs(actual - expected));
            check.Near(actual, expected, 1e-13, $"row {row}");
        }
    }

    static void Place(CorrectedPixels pixels, CsvRows rows, int row, CaseCheck check)
    {
        double Of(string name) => rows.Number(row, name);
        var (x, y, r) = (Of("x"), Of("y"), Of("r"));
        var plain = CircularAperture.Measure(pixels, x, y, r);
        check.NearRelative(plain.Sum, Of("sum"), Tolerance, "sum");
        check.NearRelative(plain.Error, Of("sum_err"), Tolerance, "sum_err");
        check.NearRelative(plain.CenterCount > 0 ? plain.UsedArea : double.NaN, Of("sum_area"), Tolerance, "sum_area");
        check.Near(plain.CenterCount > 0 ? plain.CenterCount : double.NaN, Of("center_npix"), 0, "center_npix");
        if (x - r >= 0 && y - r >= 0)
        {
            check.Near(plain.XCentroid, Of("xcentroid"), 1e-9, "xcentroid");
            check.Near(plain.YCentroid, Of("ycentroid"), 1e-9, "ycentroid");
        }

        var masked = CircularAperture.Measure(pixels, x, y, r, leaveOutFlagged: true);
        check.NearRelative(masked.Sum, Of("sum_masked"), Tolerance, "sum_masked");
        check.NearRelative(masked.Error, Of("sum_err_masked"), Tolerance, "sum_err_masked");
        check.NearRelative(masked.CenterCount > 0 ? masked.UsedArea : double.NaN, Of("sum_area_masked"), Tolerance, "sum_area_masked");

        var sky = SkyAnnulus.Measure(pixels, x, y, Of("r_in"), Of("r_out"));
        check.NearRelative(sky.Median, Of("bkg_median"), Tolerance, "bkg_median");
        check.NearRelative(sky.Mean, Of("bkg_mean"), Tolerance, "bkg_mean");
        check.Near(sky.Deviation, Of("bkg_std"), Tolerance * Math.Max(1, Of("bkg_std")), "bkg_std");
        check.Near(sky.Count, Of("bkg_npix"), 0, "bkg_npix");
        var unclipped = SkyAnnulus.Measure(pixels, x, y, Of("r_in"), Of("r_out"), rounds: 0);
        check.NearRelative(unclipped.Median, Of("bkg_median_noclip"), Tolerance, "bkg_median_noclip");
        check.Near(unclipped.Deviation, Of("bkg_std_noclip"), Tolerance * Math.Max(1, Of("bkg_std_noclip")), "bkg_std_noclip");
        check.Near(unclipped.Count, Of("bkg_npix_noclip"), 0, "bkg_npix_noclip");
    }
}
