using System.Text.Json;
using Nocturne.Core.Vetting;

namespace Nocturne.Runner.Vetting;

/// <summary>Files that were vetted and what came out.</summary>
/// <param name="Sectors">The files.</param>
/// <param name="Report">The results of all of them.</param>
sealed record VetOutcome(IReadOnlyList<VetSector> Sectors, VettingReport Report)
{
    /// <summary>Reads files and runs checks on them.</summary>
    /// <param name="paths">Target pixel files.</param>
    /// <param name="request">What to vet.</param>
    /// <param name="ids">The checks to run.</param>
    /// <exception cref="CommandException">The request does not fit a file.</exception>
    public static VetOutcome Of(IEnumerable<string> paths, VetRequest request, IEnumerable<string> ids)
    {
        return Of(VetSector.Named([.. paths.DistinctBy(Path.GetFullPath).Select(path => VetSector.Read(path, request))]), request, ids);
    }

    /// <summary>Runs checks on sectors.</summary>
    public static VetOutcome Of(IReadOnlyList<VetSector> sectors, VetRequest request, IEnumerable<string> ids) =>
        new(sectors, VettingReport.Run(request.Checks, ids, [.. sectors.Select(sector => new VettingSector(sector.Key, sector.Input))]));

    IEnumerable<VettingResult> Results => Report.Checks.SelectMany(check => check.BySector).Select(sector => sector.Result);

    /// <summary>The result of a check in a sector; null if the check was not run.</summary>
    public VettingResult? Result(string id, string key) =>
        Report.Checks.FirstOrDefault(check => check.Check.Id == id)?.BySector.FirstOrDefault(sector => sector.Key == key).Result;

    /// <summary>What the shell is told.</summary>
    public ExitCode Code =>
        Sectors.All(sector => sector.Failure is not null) ? ExitCode.UnusableInput
        : Results.All(result => result.Status != VettingStatus.Ok) ? ExitCode.NothingReduced
        : Results.Any(result => result.Status != VettingStatus.Ok) ? ExitCode.PartlyReduced : ExitCode.Success;

    /// <summary>The results as JSON text.</summary>
    /// <param name="withDetail">Whether arrays and images are wanted too.</param>
    public byte[] Json(bool withDetail)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" })) Report.Write(json, withDetail);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
