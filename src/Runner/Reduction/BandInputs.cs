using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>A digest of all that a band's rows are made from: of its frames, and behind a colon of its calibration frames. As long as it stays the same, so do the rows.</summary>
static class BandInputs
{
    /// <summary>The digest of each band of a night.</summary>
    public static SortedDictionary<BandKey, string> Digests(NightInventory inventory, NocturneSettings settings)
    {
        var common = string.Create(CultureInfo.InvariantCulture, $"{ProgramVersion.Text}\n{SettingsDigest.Of(settings)}\n");
        var rejected = inventory.Rejected.OrderBy(outcome => outcome.Frame.Id, StringComparer.Ordinal).ToLookup(outcome => outcome.Frame.Band, outcome => $"rejected {outcome.Frame.Id} {outcome.Frame.Fault} {outcome.Frame.Reason}\n");
        var bands = inventory.Bands.ToDictionary(band => band.Band);
        var digests = new SortedDictionary<BandKey, string>();
        foreach (var band in bands.Keys.Concat(rejected.Select(lines => lines.Key)).Distinct())
        {
            var known = bands.GetValueOrDefault(band);
            var frames = known is null ? [] : Lines("frame", known.Frames).Prepend(common);
            var calibration = known is null ? [] : Lines("bias", known.Biases).Concat(Lines("dark", known.Darks)).Concat(Lines("flat", known.Flats));
            digests[band] = $"{Digest(frames.Concat(rejected[band]))}:{Digest(calibration)}";
        }
        return digests;
    }

    /// <summary>Whether two digests are of the same frames, though the calibration frames may differ.</summary>
    public static bool AreOfTheSameFrames(string? one, string? other) => one is not null && other is not null && one.Split(':')[0] == other.Split(':')[0];

    static IEnumerable<string> Lines(string kind, IReadOnlyList<FrameDescriptor> frames) => frames.Select(frame => Line(kind, frame));

    static string Digest(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines) hash.AppendData(Encoding.UTF8.GetBytes(line));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Length and age stand for the pixels, which a header does not tell.</summary>
    static string Line(string kind, FrameDescriptor frame)
    {
        var file = new FileInfo(frame.Path);
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {frame.Id} {frame.File} {frame.Hdu} {frame.Plane} {(file.Exists ? file.Length : -1)} {(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}\n");
    }
}
