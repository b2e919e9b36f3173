using System.Text.Json;
using Nocturne.Core.Vetting;

namespace Nocturne.Conformance.Tess;

/// <summary>Compares the reader and the checks V10 and V20 with every <c>*.expected.json</c> of a folder: three cases for each run of a file, the reader being one for each file.</summary>
static class TessSet
{
    public static IEnumerable<CaseResult> Run(string folder)
    {
        var expectations = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.expected.json") : [];
        Array.Sort(expectations, StringComparer.Ordinal);
        if (expectations.Length == 0)
        {
            yield return CaseResult.Failed(folder, "there is no *.expected.json; give the folder that holds them");
            yield break;
        }

        foreach (var expectation in expectations)
        {
            foreach (var result in RunFile(folder, expectation)) yield return result;
        }
    }

    static List<CaseResult> RunFile(string folder, string expectation)
    {
        var name = Path.GetFileName(expectation).Replace(".expected.json", "", StringComparison.Ordinal);
        var results = new List<CaseResult>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(expectation));
            var root = document.RootElement;
            var path = Path.Combine(folder, Path.GetFileName(root.GetProperty("file").GetString()!));
            var source = root.GetProperty("reader").TryGetProperty("n_frames", out _) ? (ITessSource)new OwnFramesSource(path) : new PixelFileSource(path);
            results.Add(source.CompareReader($"{name}: reader", root.GetProperty("reader")));
            foreach (var run in root.GetProperty("runs").EnumerateArray())
            {
                var title = $"{name}: {run.GetProperty("name").GetString()}";
                foreach (var id in (string[])["V10", "V20"])
                {
                    if (run.TryGetProperty(id, out var expected)) results.Add(Guarded($"{title}: {id}", title => RunOne(source, run, id, expected, title)));
                }
            }
        }
        catch (Exception e) when (IsOfOneCase(e))
        {
            results.Add(CaseResult.Failed(name, $"{e.GetType().Name}: {e.Message}"));
        }

        return results;
    }

    static CaseResult RunOne(ITessSource source, JsonElement run, string id, JsonElement expected, string title)
    {
        var tally = new Tally();
        var (input, passedIn) = source.Input(run);
        if (run.TryGetProperty("n_cadences_passed_in", out var count)) tally.Same("n_cadences_passed_in", passedIn, count.GetInt64());
        var checks = new VettingChecks(
            new ApertureDependenceCheck(RunParameters.Aperture(run), null),
            new GhostCheck(RunParameters.Ghost(run), null));
        new ResultComparison(tally).Compare(checks.Run(id, input), expected);
        return tally.ToResult(title);
    }

    static CaseResult Guarded(string title, Func<string, CaseResult> run)
    {
        try
        {
            return run(title);
        }
        catch (Exception e) when (IsOfOneCase(e))
        {
            return CaseResult.Failed(title, $"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Whatever goes wrong in one case must not end the others.</summary>
    static bool IsOfOneCase(Exception e) => e is not OutOfMemoryException;
}
