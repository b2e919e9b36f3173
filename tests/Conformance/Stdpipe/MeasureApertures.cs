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
        }
    }

    static void Sum(Tally tally, Dictionary<string, double[]> theirs, int row, string name, in PhotometryFrame frame, in Aperture aperture, OverlapMethod method, double gain)
    {
        using var window = frame.Window(aperture.Box);
        var sum = AperturePhotometry.Sum(window, aperture, method).MaskedCorrected();
        var error = Math.Sqrt(sum.Variance + (gain > 0 && sum.Flux > 0 ? sum.Flux / gain : 0));
        var column = theirs.ContainsKey("f_" + name) ? "f_" + name : name;
        tally.Compare(column, sum.Flux, theirs[column][row], Math.Max(1e-6 * Math.Abs(theirs[column][row]), 1e-5 * error));
        if (column == name) return;
        tally.Compare("e_" + name, error, theirs["e_" + name][row], 1e-6 * error);
        var bits = QualityFlag.HasMaskedPixels | QualityFlag.AllMasked;
        tally.Compare("g_" + name, (int)(sum.Flags & bits), (int)theirs["g_" + name][row] & (int)bits, 0);
    }
}
