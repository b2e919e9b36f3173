using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>Truth of the reference scenes: better than any peer has to be.</summary>
public sealed class ReferenceSceneTests
{
    [ReferenceTheory]
    [InlineData(0, "aperture")]
    [InlineData(0, "optimal")]
    [InlineData(0, "psf")]
    [InlineData(0, "deblended")]
    [InlineData(1, "aperture")]
    [InlineData(1, "optimal")]
    [InlineData(1, "psf")]
    [InlineData(1, "deblended")]
    [InlineData(2, "aperture")]
    [InlineData(2, "optimal")]
    [InlineData(2, "psf")]
    [InlineData(2, "deblended")]
    public void Isolated_stars_of_a_scene_have_no_bias_and_calibrated_errors(int number, string method)
    {
        var scene = ReferenceScenes.All().ElementAt(number);
        var psf = ReferenceScenes.TrueModel(scene);
        var chosen = ReferenceScenes.Isolated(scene, number == 1 ? 9 : 14);
        var truth = scene.Sources["flux_true"];
        var rows = Measure(scene, psf, method);
        var pulls = chosen.Select(i => (rows[i].Flux - (truth[i] * rows[i].Captured)) / rows[i].Error).ToArray();
        Assert.True(chosen.Length >= 5, $"{chosen.Length}");

        // So few stars: their mean pull is known to 1 ÷ √n, its width to 1 ÷ √2n.
        Assert.InRange(pulls.Average(), -3 / Math.Sqrt(pulls.Length), 3 / Math.Sqrt(pulls.Length));
        Assert.InRange(Math.Sqrt(pulls.Average(pull => pull * pull)), 0.5, 1.5);
        var bright = chosen.Where(i => truth[i] > 10000).ToArray();
        var light = bright.Sum(i => truth[i] * rows[i].Captured);
        var error = 3 * Math.Sqrt(bright.Sum(i => rows[i].Error * rows[i].Error)) / light;
        Assert.InRange(bright.Sum(i => rows[i].Flux) / light, 0.997 - error, 1.003 + error);
    }

    static (double Flux, double Error, double Captured)[] Measure(ReferenceScenes.Scene scene, PsfModel psf, string method)
    {
        const double Radius = 4;
        var (input, places) = (ReferenceScenes.Input(scene), ReferenceScenes.True(scene));
        var options = new MeasureOptions
        {
            Method = method switch { "aperture" => MeasureMethod.Aperture, "optimal" => MeasureMethod.Optimal, _ => MeasureMethod.Psf },
            ApertureRadius = Radius,
            Psf = method == "aperture" ? null : psf,
            GroupRadius = 9,
            FitPositions = method == "psf",

            // A free position lets a faint star climb the noise or its neighbour.
            PositionDampingSn = scene.Name == "s2_crowded_moffat" ? 30 : 0,
        };
        var rows = SourcePhotometry.Measure(input, places, options).Sources;
        if (method != "deblended") return [.. rows.Select(row => (row.Flux, row.FluxError, method == "aperture" ? Share(psf, row.X, row.Y, Radius) : 1))];
        DeblendedSource[] seeds = [.. rows.Select(row => new DeblendedSource(row.X, row.Y, row.Flux, row.Flux, row.FluxError))];
        return [.. DeblendedAperture.Measure(input, seeds, new() { ApertureRadius = Radius, Psf = psf }).Select(row => (row.Flux, row.FluxError, row.SelfFraction))];
    }

    /// <summary>Share of a star's light in an aperture, by counting small cells.</summary>
    static double Share(PsfModel psf, double x, double y, double radius) => EnclosedFraction.Measure(new PsfProfile(psf), x, y, radius, 20);

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
