using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>A digest of all that a band's rows are made from. As long as it stays the same, so do the rows.</summary>
static class BandInputs
{
    /// <summary>The digest of each band of a night.</summary>
    public static SortedDictionary<BandKey, string> Digests(NightInventory inventory, NocturneSettings settings)
    {
        var texts = new SortedDictionary<BandKey, IncrementalHash>();
        foreach (var band in inventory.Bands)
        {
            Add(band.Band, string.Create(CultureInfo.InvariantCulture, $"{ProgramVersion.Text}\n{SettingsDigest.Of(settings)}\n"));
            foreach (var (kind, frames) in new[] { ("frame", band.Frames), ("bias", band.Biases), ("dark", band.Darks), ("flat", band.Flats) })
                foreach (var frame in frames) Add(band.Band, Line(kind, frame));
        }
        foreach (var (frame, _) in inventory.Rejected.OrderBy(outcome => outcome.Frame.Id, StringComparer.Ordinal)) Add(frame.Band, $"rejected {frame.Id} {frame.Fault} {frame.Reason}\n");

        var digests = new SortedDictionary<BandKey, string>();
        foreach (var (band, hash) in texts)
        {
            using (hash) digests[band] = Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        return digests;

        void Add(BandKey band, string line)
        {
            if (!texts.TryGetValue(band, out var hash)) texts[band] = hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }
    }

    /// <summary>Length and age stand for the pixels, which a header does not tell.</summary>
    static string Line(string kind, FrameDescriptor frame)
    {
        var file = new FileInfo(frame.Path);
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {frame.Id} {frame.File} {frame.Hdu} {frame.Plane} {(file.Exists ? file.Length : -1)} {(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}\n");
    }
}
