using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>Raw sums of a scene's sources by SEP and photutils: circles, a ring, an ellipse, the statistics of a ring.</summary>
static class MeasureApertures
{
    public static void Compare(Tally tally, SceneSet set, Scene scene, CsvTable theirs)
    {
        var (mesh, image) = set.Classic(scene);
        var sources = scene.Sources;
        double[] x = sources.Numbers("x"), y = sources.Numbers("y"), ids = theirs.Numbers("id");
        var columns = theirs.Names.ToDictionary(name => name, theirs.Numbers);
        var noise = BackgroundMeshField.Rms(mesh);
        var plain = new PhotometryFrame(image.View) { Rms = noise, SinglePrecision = true };
        var masked = new PhotometryFrame(image.View) { Rms = noise, SinglePrecision = true, Mask = SceneSet.MaskWithUndefined(scene) };
        for (var i = 0; i < ids.Length; i++)
        {
            var circle = Aperture.Circle(x[i], y[i], 3);
            Sum(tally, columns, i, "r3_sub5", plain, circle, OverlapMethod.Subpixel(5), scene.Gain);
            Sum(tally, columns, i, "r3_exact", plain, circle, OverlapMethod.Exact, scene.Gain);
            Sum(tally, columns, i, "r3_sub1", plain, circle, OverlapMethod.Center, scene.Gain);
            Sum(tally, columns, i, "r5_mask_exact", masked, Aperture.Circle(x[i], y[i], 5), OverlapMethod.Exact, scene.Gain);
            Sum(tally, columns, i, "pu_r3_exact", plain, circle, OverlapMethod.Exact, scene.Gain);
            Sum(tally, columns, i, "pu_r3_sub5", plain, circle, OverlapMethod.Subpixel(5), scene.Gain);
            Sum(tally, columns, i, "ann6_11", masked, Aperture.Annulus(x[i], y[i], 6, 11), OverlapMethod.Subpixel(5), gain: 0);
            Sum(tally, columns, i, "ell_2.5_1.5_0.6_r2_exact", plain, Aperture.Ellipse(x[i], y[i], 5, 3, 0.6), OverlapMethod.Exact, scene.Gain);
            Ring(tally, columns, i, masked, Aperture.Annulus(x[i], y[i], 6, 11));
        }
    }

    static void Ring(Tally tally, Dictionary<string, double[]> theirs, int row, in PhotometryFrame frame, in Aperture ring)
    {
        using var window = frame.Window(ring.Box);
        var statistics = AnnulusStatistics.Measure(window, ring, OverlapMethod.Subpixel(5), 3, 5);
        var tolerance = 1e-5 * theirs["sepx_ann_std"][row];
        tally.Compare("sepx_ann_mean", statistics.Mean, theirs["sepx_ann_mean"][row], tolerance);
        tally.Compare("sepx_ann_std", statistics.Deviation, theirs["sepx_ann_std"][row], tolerance);
        tally.Compare("sepx_ann_median", statistics.Median, theirs["sepx_ann_median"][row], tolerance);
        tally.Compare("sepx_ann_mad_std", statistics.MadDeviation, theirs["sepx_ann_mad_std"][row], tolerance);
        tally.Compare("sepx_ann_mean_clip", statistics.ClippedMean, theirs["sepx_ann_mean_clip"][row], tolerance);
    }

    static void Sum(
        Tally tally, Dictionary<string, double[]> theirs, int row, string name, in PhotometryFrame frame, in Aperture aperture,
        OverlapMethod method, double gain)
    {
        using var window = frame.Window(aperture.Box);
        var sum = AperturePhotometry.Sum(window, aperture, method).MaskedCorrected();
        var error = Math.Sqrt(sum.Variance + (gain > 0 && sum.Flux > 0 ? sum.Flux / gain : 0));
        var column = theirs.ContainsKey("f_" + name) ? "f_" + name : name;

        // The sky was found here and has a tolerance of its own, 2e-5 of its scatter per pixel.
        var tolerance = Math.Max(1e-6 * Math.Abs(theirs[column][row]), 1e-5 * error) + (2e-5 * Math.Sqrt(sum.Variance * sum.Area));
        tally.Compare(column, sum.Flux, theirs[column][row], tolerance);
        if (column == name) return;
        if (!theirs.ContainsKey("e_" + name)) return;
        tally.Compare("e_" + name, error, theirs["e_" + name][row], 1e-6 * error);

        // SEP flags a masked pixel beside a ring whether its cells lie in the ring or not.
        if (aperture.IsAnnulus) return;
        var bits = QualityFlag.HasMaskedPixels | QualityFlag.AllMasked;
        tally.Compare("g_" + name, (int)(sum.Flags & bits), (int)theirs["g_" + name][row] & (int)bits, 0);
    }
}
