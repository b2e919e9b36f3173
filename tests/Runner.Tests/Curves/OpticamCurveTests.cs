using System.Globalization;
using Nocturne.Runner.Tests.Nights;
using Nocturne.TestKit;
using Xunit.Abstractions;

namespace Nocturne.Runner.Tests.Curves;

/// <summary>Relative light curves of the reference sets against those of the repaired opticam, and against the truth.</summary>
public sealed class OpticamCurveTests(OpticamSets sets, ITestOutputHelper output) : IClassFixture<OpticamSets>
{
    /// <summary>opticam's name of the target, the true source, the true comparisons.</summary>
    static readonly (string Set, string Name, int Target, int[] Comparisons)[] Targets =
        [("setA", "src2", 2, [1, 3, 4]), ("setB", "src6", 6, [3, 7, 11]), ("setB", "src7", 9, [3, 7, 11]), ("setB", "src9", 13, [3, 7, 11])];

    [ReferenceTheory("opticam")]
    [InlineData("setA", "aperture")]
    [InlineData("setA", "forced_aperture")]
    [InlineData("setB", "aperture")]
    [InlineData("setB", "forced_aperture")]
    public void Relative_light_curves_are_those_of_the_repaired_opticam(string set, string label)
    {
        var reference = OpticamSets.Table(set, "opticam-corrected", "relative_light_curves.csv").Where(row => row["label"] == label).ToList();
        var differences = new List<double>();
        foreach (var (_, name, target, comparisons) in Targets.Where(target => target.Set == set))
        {
            foreach (var band in new[] { "g", "r", "i" })
            {
                var numbers = sets.Numbers(set, band);
                var curve = sets.Curve(set, band, "--photometer", label, "--method", "sum", "--target", Text(numbers[target]), "--comparisons", OpticamSets.Text(comparisons.Select(star => numbers[star])));
                foreach (var row in reference.Where(row => row["target"] == name && row["band"] == band))
                {
                    // opticam's time is the start of the exposure.
                    var middle = row.Number("BMJD") + ((set == "setA" ? 0.5 : 1.5) / 86400);
                    var ours = curve.MinBy(point => Math.Abs(point.Number("bmjd_tdb_mid") - middle))!;
                    Assert.Equal(0, (ours.Number("bmjd_tdb_mid") - middle) * 86400, 0.001);
                    differences.Add(Math.Abs(ours.Number("rel_flux") - row.Number("rel_flux")) / row.Number("rel_flux_err"));
                }
            }
        }

        differences.Sort();
        output.WriteLine($"{set} {label}: |d|/err median {differences[differences.Count / 2]:F3}, 90 % {differences[(int)(0.9 * differences.Count)]:F3}, 99 % {differences[(int)(0.99 * differences.Count)]:F3}");
        Assert.InRange(differences[differences.Count / 2], 0, 0.12);
        Assert.InRange(differences[(int)(0.9 * differences.Count)], 0, 0.30);
        Assert.InRange(differences[(int)(0.99 * differences.Count)], 0, 0.60);
    }

    [ReferenceTheory("opticam")]
    [InlineData("sum")]
    [InlineData("weighted")]
    public void Curves_are_the_ones_that_were_put_in_and_the_variables_of_set_B_are_recovered(string method)
    {
        var pooled = new List<double>();
        foreach (var (set, _, target, comparisons) in Targets)
        {
            foreach (var band in new[] { "g", "r", "i" })
            {
                var numbers = sets.Numbers(set, band);
                var curve = sets.Curve(set, band, "--photometer", "forced_aperture", "--method", method, "--target", Text(numbers[target]), "--comparisons", OpticamSets.Text(comparisons.Select(star => numbers[star])));
                var truth = Truth(set, band);
                var pulls = new List<double>();
                var models = curve.Select(row => truth[row["frame"]][target] / comparisons.Sum(star => truth[row["frame"]][star])).ToArray();
                var scale = Median([.. curve.Select((row, i) => row.Number("rel_flux") / models[i])]);
                for (var i = 0; i < curve.Count; i++) pulls.Add((curve[i].Number("rel_flux") - (scale * models[i])) / curve[i].Number("rel_flux_err"));
                var width = Math.Sqrt(pulls.Sum(pull => pull * pull) / (pulls.Count - 1));
                Assert.InRange(width, 0, 1.8);
                Assert.InRange(scale, 0.97, 1.03);
                pooled.Add(width * width);
                if (set == "setB")
                {
                    // The change itself is there: the curve follows the model far better than a constant.
                    var constant = Median([.. curve.Select(row => row.Number("rel_flux"))]);
                    Assert.True(curve.Sum(row => Math.Pow((row.Number("rel_flux") - constant) / row.Number("rel_flux_err"), 2)) > 3 * width * width * (pulls.Count - 1), $"{target} {band}");
                }
            }
        }

        output.WriteLine($"{method}: widths {pooled.Select(Math.Sqrt).Min():F2} to {pooled.Select(Math.Sqrt).Max():F2}, pooled {Math.Sqrt(pooled.Average()):F2}");
        Assert.InRange(Math.Sqrt(pooled.Average()), 0.8, 1.3);
    }

    [ReferenceFact("opticam")]
    public void An_ensemble_that_is_learnt_leaves_the_variables_of_set_B_out()
    {
        foreach (var band in new[] { "g", "r", "i" })
        {
            var numbers = sets.Numbers("setB", band);
            var (_, json, _) = CommandRun.RunAsync("lightcurve", sets.Night("setB"), "--band", band, "--target", Text(numbers[3]), "--json").GetAwaiter().GetResult();
            using var summary = System.Text.Json.JsonDocument.Parse(json);
            var dropped = summary.RootElement.GetProperty("bands")[0].GetProperty("comparisons_dropped").EnumerateArray().ToDictionary(star => star.GetProperty("star").GetInt32(), star => star.GetProperty("reason").GetString());
            foreach (var variable in new[] { 6, 9, 13 }.Where(numbers.ContainsKey)) Assert.Contains(numbers[variable], dropped.Keys);
            Assert.All(dropped.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason)));
            Assert.InRange(dropped.Count, 0, 5);
        }
    }

    [ReferenceFact("opticam")]
    public void Defect_8_sub_second_stamps_of_set_C_are_distinct_and_a_fifth_of_a_second_apart()
    {
        var curve = sets.Curve("setC", "g", "--target", "1");
        Assert.Equal(3, curve.Count);
        for (var i = 1; i < 3; i++) Assert.Equal(0.2, (curve[i].Number("mjd_utc_mid") - curve[i - 1].Number("mjd_utc_mid")) * 86400, 2e-6 * 3);
    }

    /// <summary>True fluxes by frame and source.</summary>
    static Dictionary<string, Dictionary<int, double>> Truth(string set, string band)
    {
        var rows = OpticamSets.Table(set, "truth_lightcurves.csv").Where(row => row["band"] == band).ToLookup(row => row["index"]);
        return OpticamSets.Table(set, "truth_frames.csv").Where(row => row["band"] == band)
            .ToDictionary(row => row["file"], row => rows[row["index"]].ToDictionary(star => (int)star.Number("source"), star => star.Number("flux")));
    }

    static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
