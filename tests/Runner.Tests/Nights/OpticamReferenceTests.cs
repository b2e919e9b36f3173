using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>All eight photometers of opticam from one reduction, against the tables of opticam itself with its three known faults repaired.</summary>
public sealed class OpticamReferenceTests
{
    static readonly string[] Labels =
        [.. from place in new[] { "", "forced_" } from kind in new[] { "aperture", "aperture_annulus", "optimal", "optimal_annulus" } select place + kind];

    /// <summary>A row of the reference: which star of which frame, and what opticam makes of it.</summary>
    sealed record Known(string Label, string Band, string File, int Star, double Flux, double Error);

    [ReferenceTheory("opticam")]
    [InlineData("setA", "setA_frames.tar.gz")]
    [InlineData("setB", "setB_frames.tar.gz")]
    [InlineData("setC", "setC_frames_flats.tar.gz")]
    public async Task Eight_photometers_of_one_reduction_agree_with_opticam(string set, string archive)
    {
        var night = Directory.CreateTempSubdirectory("nocturne-opticam-");
        try
        {
            using (var packed = new GZipStream(File.OpenRead(ReferenceData.Required("opticam", archive)), CompressionMode.Decompress))
                await TarFile.ExtractToDirectoryAsync(packed, night.FullName, overwriteFiles: false);
            var folder = Path.Combine(night.FullName, "out");
            await CommandRun.ReduceAsync(night.FullName, folder, "--recursive", "--photometers", string.Join(',', Labels));
            var truth = Truth(set);
            foreach (var group in Reference(set).GroupBy(row => row.Label))
            {
                var file = Path.Combine(night.FullName, "score.csv");
                await CommandRun.RunAsync("export", folder, "--format", "score", "--label", group.Key, "--out", file);
                Compare(set, group.Key, [.. group], Ours(file, truth, group.Key.Contains("optimal", StringComparison.Ordinal) ? Areas(set) : null));
            }
        }
        finally
        {
            night.Delete(recursive: true);
        }
    }

    static void Compare(string set, string label, Known[] reference, Dictionary<(string Band, string File, int Star), (double Flux, double Error)> ours)
    {
        var common = reference.Where(row => ours.ContainsKey((row.Band, row.File, row.Star))).ToArray();
        Assert.True(common.Length >= 0.99 * reference.Length, $"{set} {label}: {common.Length} of {reference.Length} rows");
        double[] off = [.. common.Select(row => Math.Abs(ours[(row.Band, row.File, row.Star)].Flux - row.Flux) / row.Error).Order()];
        double[] ratios = [.. common.Select(row => ours[(row.Band, row.File, row.Star)].Error / row.Error).Order()];
        var where = $"{set} {label}: {off[off.Length / 2]:F3} {At(off, 0.9):F3} {At(off, 0.99):F3}, errors {At(ratios, 0.01):F3} {At(ratios, 0.5):F3} {At(ratios, 0.99):F3}";
        Assert.True(At(off, 0.5) <= 0.12 && At(off, 0.9) <= 0.30 && At(off, 0.99) <= 0.60, where);
        Assert.True(At(ratios, 0.01) > 0.975 && At(ratios, 0.99) < 1.025 && Math.Abs(At(ratios, 0.5) - 1) < 0.01, where);
    }

    static double At(double[] sorted, double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];

    static IEnumerable<Known> Reference(string set)
    {
        var stars = Table(set, "idmap.csv").ToDictionary(row => (row["band"], row["opticam_id"]), row => (int)row.Number("truth_source"));
        return Table(set, "opticam-corrected", "lightcurves.csv").Select(row => new Known(
            row["label"], row["band"], row["file"], stars[(row["band"], row["opticam_id"])], row.Number("flux"), row.Number("flux_err")));
    }

    /// <summary>Where the stars truly are, by band and file.</summary>
    static ILookup<(string Band, string File), (int Star, double X, double Y)> Truth(string set)
    {
        var files = Table(set, "truth_frames.csv").ToDictionary(row => (row["band"], row["index"]), row => row["file"]);
        return Table(set, "truth_lightcurves.csv").ToLookup(
            row => (row["band"], files[(row["band"], row["index"])]), row => ((int)row.Number("source"), row.Number("x"), row.Number("y")));
    }

    /// <summary>2π a b of each band's profile: what our totals are to be divided by to be opticam's peaks.</summary>
    static Dictionary<string, double> Areas(string set)
    {
        using var shapes = JsonDocument.Parse(File.ReadAllText(ReferenceData.Required("opticam", set, "opticam-0.5.0", "misc", "psf_params_full_precision.json")));
        return shapes.RootElement.EnumerateObject().ToDictionary(
            band => band.Name[..1], band => 2 * Math.PI * band.Value.GetProperty("semimajor_sigma").GetDouble() * band.Value.GetProperty("semiminor_sigma").GetDouble());
    }

    static Dictionary<(string Band, string File, int Star), (double Flux, double Error)> Ours(
        string file, ILookup<(string Band, string File), (int Star, double X, double Y)> truth, Dictionary<string, double>? areas)
    {
        var ours = new Dictionary<(string, string, int), (double, double)>();
        foreach (var row in Products.Rows(file).Where(row => row["flux"] != "nan"))
        {
            var (x, y, area) = (row.Number("x"), row.Number("y"), areas?[row["band"]] ?? 1);
            var near = truth[(row["band"], row["file"])].MinBy(star => double.Hypot(star.X - x, star.Y - y));
            if (double.Hypot(near.X - x, near.Y - y) < 2) ours[(row["band"], row["file"], near.Star)] = (row.Number("flux") / area, row.Number("flux_err") / area);
        }

        return ours;
    }

    static List<Dictionary<string, string>> Table(string set, params string[] path) => Products.Rows(ReferenceData.Required(["opticam", set, .. path]));
}
