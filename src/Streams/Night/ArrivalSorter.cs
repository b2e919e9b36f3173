using Nocturne.Core.Instruments;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Night;

/// <summary>Sorts frames as they arrive, without knowing the rest of the night: what <see cref="NightScanner.Sort"/> does for a night that is complete.</summary>
/// <param name="store">The ledger, which knows what came before.</param>
/// <param name="wanted">Bands to measure; empty for all.</param>
/// <param name="options">How the images of files become frames.</param>
public sealed class ArrivalSorter(NightStore store, IReadOnlyList<string> wanted, InputOptions? options = null)
{
    readonly int rebin = options?.Rebin ?? 1;

    /// <summary>Kinds of calibration frames that are taken from among the frames; others come from elsewhere, or are not wanted.</summary>
    public IReadOnlyList<FrameKind> Calibrations { get; init; } = [FrameKind.Bias, FrameKind.Dark, FrameKind.Flat];

    /// <summary>What is to be noted of some files.</summary>
    /// <param name="images">The headers of their images, in the order of their arrival.</param>
    public Admission Sort(IReadOnlyList<ScannedFile> images)
    {
        var frames = new Dictionary<(BandKey, string), FrameDescriptor>();
        var calibrations = new List<FrameDescriptor>();
        var rejected = new List<FrameOutcome>();
        foreach (var image in images)
        {
            switch (image.Facts?.Kind)
            {
                case null:
                    rejected.Add(NightScanner.Rejected(image, image.Fault, image.Reason!));
                    break;
                case FrameKind.Science when image.Facts.StartUtc is null:
                    rejected.Add(NightScanner.WithoutTime(image));
                    break;
                case FrameKind.Science when image.Facts.Filter is null && store.Bands.Any(band => band.Camera == image.Facts.Camera && band.Filter != NightScanner.NoFilter):
                    rejected.Add(NightScanner.WithoutFilter(image));
                    break;
                case FrameKind.Science:
                    foreach (var frame in NightScanner.Descriptors(image, rebin)) Add(store.InItsBand(frame), frames, rejected);
                    break;
                case FrameKind.Bias or FrameKind.Dark or FrameKind.Flat when Calibrations.Contains(image.Facts.Kind):
                    calibrations.AddRange(NightScanner.Descriptors(image, rebin));
                    break;
            }
        }

        return new() { Frames = [.. frames.Values], Calibrations = calibrations, Rejected = rejected };
    }

    /// <summary>A frame with the identity of another file: moved there, a copy, or another frame whose header does not tell it apart.</summary>
    void Add(FrameDescriptor frame, Dictionary<(BandKey, string), FrameDescriptor> frames, List<FrameOutcome> rejected)
    {
        if (wanted.Count > 0 && !wanted.Contains(frame.Band.ToString())) return;
        if (Other(frame, frame.Id, frames) is not { } other)
        {
            frames[(frame.Band, frame.Id)] = frame;
            return;
        }

        var digest = FrameIdentity.PixelDigestOrName(frame);
        var id = FrameIdentity.With(frame.Id, digest);
        if (digest == FrameIdentity.PixelDigestOrName(other)) rejected.Add(NightScanner.Duplicate(frame, id, other.File));
        else if (Other(frame, id, frames) is { } same) rejected.Add(NightScanner.Duplicate(frame, id, same.File));
        else frames[(frame.Band, id)] = frame with { Id = id };
    }

    /// <summary>The frame of that identity in another file that is still there; null when there is none.</summary>
    FrameDescriptor? Other(FrameDescriptor frame, string id, Dictionary<(BandKey, string), FrameDescriptor> frames)
    {
        if (frames.TryGetValue((frame.Band, id), out var earlier)) return earlier;
        if (store.Find(frame.Band, id) is not { } known || (known.File == frame.File && known.Hdu == frame.Hdu && known.Plane == frame.Plane)) return null;
        var path = Path.Combine(store.Root, known.File);
        return File.Exists(path) ? frame with { Path = path, File = known.File, Hdu = known.Hdu, Plane = known.Plane } : null;
    }
}
