using System.Text.Json;
using Nocturne.Core.Tests.Vetting;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Vetting;

/// <summary>A folder with synthetic target pixel files, gone after the test.</summary>
sealed class VetFolder : IDisposable
{
    /// <summary>The dips of all files, as options.</summary>
    public static readonly string[] Ephemeris = ["--period", "1", "--epoch", "2000.5", "--duration", "2.4"];

    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4);

    readonly string path = Directory.CreateTempSubdirectory("nocturne-vet-").FullName;

    public string this[string name] => Path.Combine(path, name);

    /// <summary>Writes a file with a star that dims by 1 %.</summary>
    public string Star(string name, long sector = 5, int cadences = 400, bool withAperture = true, int[]? quality = null)
    {
        var pixels = StampScenes.Star(13, 11, StampScenes.Times(cadences), StampScenes.Dip(Dips, 0.01), noise: 0.2);
        if (withAperture) pixels = pixels.WithAperture(StampScenes.Disc(pixels, 1.5));
        TargetPixelWriter.Write(this[name], new() { Mission = StampMission.OwnFrames, Pixels = pixels.With(quality, null, null, null), ObjectName = "star", SegmentKind = "night", Segment = sector });
        return this[name];
    }

    /// <summary>Runs a check with the dips of the files.</summary>
    public static Task<(ExitCode Code, string Results, string Errors)> RunAsync(params string[] args) => CommandRun.RunAsync(["vet", .. args, .. Ephemeris]);

    /// <summary>The result of a check in a sector.</summary>
    public static JsonElement Sector(JsonDocument document, string check, string key) => document.RootElement.GetProperty("checks").GetProperty(check).GetProperty("by_sector").GetProperty(key);

    public void Dispose() => Directory.Delete(path, recursive: true);
}
