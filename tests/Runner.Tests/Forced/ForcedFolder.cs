using System.Globalization;
using Nocturne.Core.Roman;
using Nocturne.Core.Tables;
using Nocturne.Core.Tests.Roman;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Forced;

/// <summary>A folder with synthetic images and their catalogue, gone after the test.</summary>
sealed class ForcedFolder : IDisposable
{
    readonly string path = Directory.CreateTempSubdirectory("nocturne-forced-").FullName;

    public string this[string name] => Path.Combine(path, name);

    /// <summary>Stars on a grid; the first has the counts that are asked for.</summary>
    public static List<(double X, double Y, double Counts)> Stars(double first = 400) =>
        [.. Enumerable.Range(0, 16).Select(i => (35.3 + (i % 4 * 45.4), 33.7 + (i / 4 * 46.2), i == 0 ? first : 300.0 + (20 * i)))];

    public static SyntheticField Field(double first = 400, double noise = 0.02, int seed = 1, string filter = "F106", string start = "2026-10-01T00:00:00.000") =>
        new(210, 210) { Stars = Stars(first), Noise = noise, Seed = seed, Filter = filter, Start = start };

    public string Asdf(string name, SyntheticField field) => Write(name, RomanFiles.Image(field));

    public string Fits(string name, SyntheticField field, bool withErrors = true) => Write(name, RomanFiles.Fits(field, withErrors));

    /// <summary>A catalogue with the true fluxes in both filters; the first star has those of 400 DN/s.</summary>
    public string Catalogue(string name = "catalog.ecsv")
    {
        var field = Field();
        var sources = RomanFiles.Sources(field);
        var places = Enumerable.Range(0, sources.Count).Select(sources.Position).ToArray();
        var maggies = field.Stars.Select(star => star.Counts * RomanFiles.JanskysPerUnit / FluxCalibration.AbZeroJanskys).ToArray();
        EcsvWriter.Write(this[name], new(
        [
            TableColumn.Of("ra", Array.ConvertAll(places, place => place.RightAscension), "deg"),
            TableColumn.Of("dec", Array.ConvertAll(places, place => place.Declination), "deg"),
            TableColumn.Of("type", Array.ConvertAll(places, _ => "PSF")),
            TableColumn.Of("F106", maggies),
            TableColumn.Of("F129", maggies),
        ]));
        return this[name];
    }

    public static Task<(ExitCode Code, string Results, string Errors)> RunAsync(params string[] args) => CommandRun.RunAsync(["forced", "--quiet", .. args]);

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>The rows of an ECSV table, by column name.</summary>
    public static List<Dictionary<string, string>> EcsvRows(string path)
    {
        var lines = File.ReadAllLines(path).Where(line => !line.StartsWith('#')).ToArray();
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
