using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Nocturne.Runner.Tests.Nights;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Curves;

/// <summary>The reference sets of opticam, each reduced once for all tests.</summary>
public sealed class OpticamSets : IDisposable
{
    readonly Dictionary<string, string> nights = [];
    readonly string root = Directory.CreateTempSubdirectory("nocturne-opticam-").FullName;

    /// <summary>Folder of a reduced set.</summary>
    internal string Night(string set)
    {
        lock (nights)
        {
            if (nights.TryGetValue(set, out var night)) return night;
            var frames = Path.Combine(root, set);
            Directory.CreateDirectory(frames);
            var archive = Directory.GetFiles(ReferenceData.Required("opticam"), $"{set}_frames*.tar.gz").Single();
            using (var packed = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress)) TarFile.ExtractToDirectory(packed, frames, overwriteFiles: true);
            night = Path.Combine(root, set + "-out");
            CommandRun.ReduceAsync(Directory.GetDirectories(frames, "frames", SearchOption.AllDirectories).Single(), night, "--photometers", "forced_aperture,aperture").GetAwaiter().GetResult();
            return nights[set] = night;
        }
    }

    /// <summary>A table of a set.</summary>
    internal static List<Dictionary<string, string>> Table(string set, params string[] path) => Products.Rows(ReferenceData.Required(["opticam", set, .. path]));

    /// <summary>Our number of each true source of a band, by where its forced apertures lie.</summary>
    internal Dictionary<int, int> Numbers(string set, string band)
    {
        var night = Night(set);
        var frames = Table(set, "truth_frames.csv").Where(row => row["band"] == band).ToDictionary(row => row["file"], row => row["index"]);
        var truth = Table(set, "truth_lightcurves.csv").Where(row => row["band"] == band).ToLookup(row => row["index"]);
        var score = Path.Combine(root, $"{set}-{band}.csv");
        var (code, _, errors) = CommandRun.RunAsync("export", night, "--format", "score", "--label", "forced_aperture", "--out", score).GetAwaiter().GetResult();
        Assert.True(code == ExitCode.Success, errors);
        return Products.Rows(score).Where(row => row["band"] == band)
            .Select(row => (Id: (int)row.Number("cat_id"), Near: truth[frames[row["file"]]].MinBy(star => double.Hypot(star.Number("x") - row.Number("x"), star.Number("y") - row.Number("y")))!))
            .GroupBy(pair => (int)pair.Near.Number("source")).ToDictionary(group => group.Key, group => group.First().Id);
    }

    /// <summary>A light curve by the command line: relative flux and error by start time is ours minus half an exposure.</summary>
    internal List<Dictionary<string, string>> Curve(string set, string band, params string[] more)
    {
        var file = Path.Combine(root, Path.GetRandomFileName() + ".csv");
        var (code, _, errors) = CommandRun.RunAsync(["lightcurve", Night(set), "--band", band, "--out", file, .. more]).GetAwaiter().GetResult();
        Assert.True(code == ExitCode.Success, errors);
        return Products.Rows(file);
    }

    internal static string Text(IEnumerable<int> numbers) => string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    public void Dispose() => Directory.Delete(root, recursive: true);
}
