using System.Globalization;
using Nocturne.Conformance;
using Nocturne.Conformance.Faults;
using Nocturne.Conformance.Roman;
using Nocturne.Conformance.Sky;
using Nocturne.Conformance.Stdpipe;
using Nocturne.Conformance.Tess;

// Compares Nocturne with the results of other programs: `SET FOLDER`, where the folder holds a manifest and the data it names;
// or with the truth of random nights: `scenarios --count N`, from --seed S on; or with an undisturbed night: `faults --count N [--seed S] [--only KIND]`.
// One line per case; the last line says how many passed and failed. Exit code 0: all passed, 1: some failed, 2: wrong usage.
var sets = new Dictionary<string, Func<string, IEnumerable<CaseResult>>>(StringComparer.Ordinal)
{
    ["roman"] = RomanSet.Run,
    ["stdpipe"] = StdpipeSet.Run,
    ["tess"] = TessSet.Run,
};

IEnumerable<CaseResult> results;
if (args is ["scenarios", "--count", var count, ..] && int.TryParse(count, out var scenarios))
{
    results = ScenarioBattery.Run(args is [_, _, _, "--seed", var seed] ? int.Parse(seed, CultureInfo.InvariantCulture) : 1, scenarios);
}
else if (args is ["faults", ..] && FaultRequest.Parse(args.AsSpan(1)) is { } request)
{
    results = FaultBattery.Run(request);
}
else if (args.Length == 2 && sets.TryGetValue(args[0], out var run))
{
    results = run(args[1]);
}
else
{
    Console.Error.WriteLine($"usage: SET FOLDER, with SET one of: {string.Join(", ", sets.Keys)}; or scenarios --count N [--seed S]; or faults --count N [--seed S] [--only {string.Join('|', FaultBattery.Kinds)}]");
    return 2;
}

var (passed, failed) = (0, 0);
foreach (var result in results)
{
    Console.WriteLine(result);
    if (result.Passed) passed++;
    else failed++;
}
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
