using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>Truth of the reference scenes: better than any peer has to be.</summary>
public sealed class ReferenceSceneTests
{
    [ReferenceFact]
    public void Bright_isolated_stars_of_the_Gaussian_scene_have_no_bias_and_calibrated_errors()
    {
        var scene = ReferenceScenes.All().First();
        var chosen = ReferenceScenes.Isolated(scene, 14);
        foreach (var method in new[] { MeasureMethod.Optimal, MeasureMethod.Psf })
        {
            var options = new MeasureOptions
            {
                Method = method,
                ApertureRadius = 2,
                Fwhm = FwhmMap.Constant(scene.Fwhm),
                Psf = method == MeasureMethod.Psf ? SyntheticStars.Model() : null
            };
            var rows = SourcePhotometry.Measure(ReferenceScenes.Input(scene), ReferenceScenes.True(scene), options).Sources;
            var truth = scene.Sources["flux_true"];
            var pulls = chosen.Select(i => (rows[i].Flux - truth[i]) / rows[i].FluxError).ToArray();
            Assert.True(chosen.Length >= 5, $"{chosen.Length}");

            // So few stars: their mean pull is known to 1 ÷ √n, its width to 1 ÷ √2n.
            Assert.InRange(pulls.Average(), -3 / Math.Sqrt(pulls.Length), 3 / Math.Sqrt(pulls.Length));
            Assert.InRange(Math.Sqrt(pulls.Average(pull => pull * pull)), 0.5, 1.5);
            var bright = chosen.Where(i => truth[i] > 10000).ToArray();
            Assert.InRange(bright.Sum(i => rows[i].Flux) / bright.Sum(i => truth[i]), 0.997, 1.003);
        }
    }

    [ReferenceFact]
    public void The_psf_built_in_the_crowded_scene_measures_its_stars_as_well_as_the_peers()
    {
        var scene = ReferenceScenes.All().ElementAt(1);
        var table = ReferenceScenes.Table("s2_psf_stars.csv");
        PsfStar[] stars = [.. table["x"].Select((x, i) => new PsfStar(x, table["y"][i], table["flux"][i]))];
        double[] x = scene.Sources["x_true"], y = scene.Sources["y_true"], truth = scene.Sources["flux_true"];
        PsfStar[] all = [.. x.Select((value, i) => new PsfStar(value, y[i], truth[i]))];
        var input = ReferenceScenes.Input(scene);
        var frame = new PhotometryFrame(scene.Image.View) { Mask = scene.Mask, Background = input.Background, Rms = input.ErrorMap };

        var built = PsfBuilder.Build(frame, stars, all, new PsfBuildOptions { Fwhm = scene.Fwhm, Side = 21 });

        var ours = Errors(built.Model);
        var theirs = Errors(PsfexFile.Read(ReferenceScenes.Path("psf_epsf_s2.psf")));
        Assert.False(built.Analytic);
        Assert.True(ours <= theirs, $"ours {ours:p2}, theirs {theirs:p2}");

        double Errors(PsfModel model)
        {
            var rows = SourcePhotometry.Measure(input, ReferenceScenes.True(scene),
                new MeasureOptions { Method = MeasureMethod.Psf, Psf = model, GroupRadius = 8 }).Sources;
            return SigmaClip.Median([.. stars.Select(star =>
            {
                var i = Enumerable.Range(0, x.Length).MinBy(k => ((x[k] - star.X) * (x[k] - star.X)) + ((y[k] - star.Y) * (y[k] - star.Y)));
                return Math.Abs((rows[i].Flux / truth[i]) - 1);
            })]);
        }
    }
}
