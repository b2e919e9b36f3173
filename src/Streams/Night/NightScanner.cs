using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Stages;

namespace Nocturne.Streams.Night;

/// <summary>Reads the headers of a night's files and sorts the frames: by band, in the order of time, calibration frames apart.</summary>
/// <param name="read">Reads the facts of a header, by whichever dialect fits it.</param>
public sealed class NightScanner(FrameFactsReader read)
{
    /// <summary>The filter of a camera whose headers never name one.</summary>
    internal const string NoFilter = "none";

    /// <summary>Whether the headers themselves are kept, for who wants to look at them.</summary>
    public bool KeepHeaders { get; init; }

    /// <summary>Reads the headers of all images of all files.</summary>
    /// <param name="root">Folder that the names in the ledger are relative to.</param>
    /// <param name="paths">Files, in any order.</param>
    /// <param name="workers">Files read at the same time.</param>
    /// <param name="scanned">Told after each file how many are done.</param>
    /// <param name="token">Stops the scan.</param>
    public async Task<IReadOnlyList<ScannedFile>> ReadHeadersAsync(string root, IReadOnlyList<string> paths, int workers, Action<int> scanned, CancellationToken token)
    {
        var count = 0;
        var files = await Source.From(paths.Order(StringComparer.Ordinal))
            .SelectAsync(workers, path => Task.Run(() => Scan(path, Path.GetRelativePath(root, path).Replace('\\', '/')), token))
            .WireTap(_ => scanned(++count))
            .RunWith(Sink.Collect<IReadOnlyList<ScannedFile>>(), token: token).Completion.ConfigureAwait(false);
        return [.. files.SelectMany(images => images)];
    }

    /// <summary>Reads the headers of all images of a file; a file that cannot be used gives one entry with a fault.</summary>
    /// <param name="path">Path to open.</param>
    /// <param name="file">Name relative to the night.</param>
    public IReadOnlyList<ScannedFile> Scan(string path, string file)
    {
        try
        {
            using var fits = FitsFile.Open(path);
            var images = new List<ScannedFile>();
            foreach (var image in fits.Images)
            {
                images.Add(new(path, file)
                {
                    Hdu = image.Index,
                    Planes = image.PlaneCount,
                    Width = image.Width,
                    Height = image.Height,
                    Header = KeepHeaders ? image.Header : null,
                    HeaderDigest = FrameIdentity.Digest(image.Header),
                    Facts = WithSaturation(read(image.Header, file, image.Index == 0 ? null : fits.Hdus[0].Header), image),
                });
            }
            return images.Count > 0 ? images : [new(path, file) { Fault = FrameFault.Unsupported, Reason = $"{file}: holds no image." }];
        }
        catch (Exception fault) when (FrameFaults.Of(fault) is { } reason)
        {
            return [new(path, file) { Fault = reason, Reason = FrameFaults.Sentence(file, fault) }];
        }
    }

    /// <summary>Reads the headers of a file that arrived.</summary>
    public IReadOnlyList<ScannedFile> Scan(ArrivedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var images = Scan(file.Path, file.File);
        return file.Shift == default ? images : [.. images.Select(image => image.Facts is { } facts ? image with { Facts = Later(facts, file.Shift) } : image)];
    }

    static FrameFacts Later(FrameFacts facts, TimeSpan shift) => facts with
    {
        StartUtc = facts.StartUtc?.AddSeconds(shift.TotalSeconds),
        MidUtc = facts.MidUtc?.AddSeconds(shift.TotalSeconds),
    };

    /// <summary>Where nothing is said, pixels saturate at the largest number that their integers hold.</summary>
    static FrameFacts WithSaturation(FrameFacts facts, FitsImageHdu image)
    {
        if (facts.Saturation is not null || image.BitPix is not (8 or 16)) return facts;
        var unsigned = image.BitPix == 8 || image.Header.GetDouble("BZERO") >= 32768;
        return facts with { Saturation = image.BitPix == 8 ? byte.MaxValue : unsigned ? ushort.MaxValue : short.MaxValue };
    }

    /// <summary>Sorts frames by what their headers say.</summary>
    public static NightInventory Sort(IReadOnlyList<ScannedFile> files)
    {
        var rejected = new List<FrameOutcome>();
        var science = new List<FrameDescriptor>();
        var calibration = new List<FrameDescriptor>();
        var others = 0;
        var unfiltered = CamerasWithoutFilter(files);
        foreach (var file in files)
        {
            switch (file.Facts?.Kind)
            {
                case null:
                    rejected.Add(Rejected(file, file.Fault, file.Reason!));
                    break;
                case FrameKind.Science when file.Facts.StartUtc is null:
                    rejected.Add(WithoutTime(file));
                    break;
                case FrameKind.Science when file.Facts.Filter is null && !unfiltered.Contains(file.Facts.Camera):
                    rejected.Add(WithoutFilter(file));
                    break;
                case FrameKind.Science:
                    science.AddRange(Descriptors(file));
                    break;
                case FrameKind.Bias or FrameKind.Dark or FrameKind.Flat:
                    calibration.AddRange(Descriptors(file));
                    break;
                default:
                    others++;
                    break;
            }
        }
        science = WithoutDuplicates(science, rejected);
        var bands = science.GroupBy(frame => frame.Band).OrderBy(band => band.Key).Select(band => Band(band, calibration, rejected)).ToArray();
        return new(bands, calibration, rejected, others);
    }

    internal static FrameOutcome WithoutTime(ScannedFile file) =>
        Rejected(file, FrameFault.NoTime, $"{file.File}: the header has no time that can be read; 'nocturne inspect' shows what it has.");

    internal static FrameOutcome WithoutFilter(ScannedFile file) =>
        Rejected(file, FrameFault.NoFilter, $"{file.File}: the header names no filter, though other frames of camera {file.Facts!.Camera} do.");

    internal static FrameOutcome Duplicate(FrameDescriptor frame, string id, string first) =>
        Rejected(frame, id + ":" + frame.File, FrameFault.Duplicate, $"{frame.File}: the same frame as {first}.");

    static HashSet<string> CamerasWithoutFilter(IReadOnlyList<ScannedFile> files) =>
        [.. files.Where(file => file.Facts is { Kind: FrameKind.Science }).GroupBy(file => file.Facts!.Camera).Where(camera => camera.All(file => file.Facts!.Filter is null)).Select(camera => camera.Key)];

    /// <summary>The frames of an image: one for each plane.</summary>
    internal static IEnumerable<FrameDescriptor> Descriptors(ScannedFile file)
    {
        var facts = file.Facts!;
        var band = new BandKey(facts.Camera, facts.Filter ?? NoFilter);
        for (var plane = 0; plane < file.Planes; plane++)
        {
            var id = FrameIdentity.Of(band, facts.StartUtc ?? default, plane, file.HeaderDigest!);
            yield return new(id, band, file.Path, file.File, file.Hdu, plane, file.Width, file.Height, OfPlane(facts, plane));
        }
    }

    /// <summary>The planes of a cube follow each other without a pause, as far as its one header can tell.</summary>
    static FrameFacts OfPlane(FrameFacts facts, int plane)
    {
        if (plane == 0 || facts.StartUtc?.Date < LeapSeconds.Begin) return facts;
        var later = plane * (facts.ExposureSeconds ?? 0);
        return facts with
        {
            StartUtc = facts.StartUtc is { } start ? TimeScales.AddToUtc(start, later) : null,
            MidUtc = facts.MidUtc is { } mid ? TimeScales.AddToUtc(mid, later) : null,
            TimeSource = string.Create(CultureInfo.InvariantCulture, $"{facts.TimeSource}, and {plane} exposures"),
        };
    }

    /// <summary>Of frames with one identity: the same pixels are one frame that came twice; other pixels are other frames whose headers do not tell them apart.</summary>
    static List<FrameDescriptor> WithoutDuplicates(List<FrameDescriptor> frames, List<FrameOutcome> rejected)
    {
        var unique = new List<FrameDescriptor>(frames.Count);
        foreach (var same in frames.GroupBy(frame => frame.Id))
        {
            var copies = same.OrderBy(frame => frame.File, StringComparer.Ordinal).ToArray();
            if (copies.Length == 1)
            {
                unique.Add(copies[0]);
                continue;
            }
            var seen = new Dictionary<string, FrameDescriptor>();
            foreach (var frame in copies)
            {
                var id = FrameIdentity.With(frame.Id, FrameIdentity.PixelDigestOrName(frame));
                if (seen.TryGetValue(id, out var first)) rejected.Add(Duplicate(frame, id, first.File));
                else seen[id] = frame with { Id = id };
            }
            unique.AddRange(seen.Values);
        }
        return unique;
    }

    /// <summary>One band in the order of the night. Frames of another size or binning than most are set aside: they cannot share a reference.</summary>
    static BandFrames Band(IGrouping<BandKey, FrameDescriptor> band, List<FrameDescriptor> calibration, List<FrameOutcome> rejected)
    {
        var shapes = band.GroupBy(Shape).OrderByDescending(shape => shape.Count()).ThenBy(shape => shape.Key).ToArray();
        var usual = shapes[0].Key;
        foreach (var frame in shapes.Skip(1).SelectMany(shape => shape))
            rejected.Add(Mismatched(frame, shapes[0].First()));
        return WithCalibration([.. shapes[0].OrderBy(frame => frame.Facts.StartUtc).ThenBy(frame => frame.Id, StringComparer.Ordinal)], calibration);
    }

    /// <summary>Frames of one band with the calibration frames that fit them.</summary>
    /// <param name="frames">Frames of one band and of one size and binning; at least one.</param>
    /// <param name="calibration">Calibration frames of any camera and kind.</param>
    public static BandFrames WithCalibration(IReadOnlyList<FrameDescriptor> frames, IReadOnlyList<FrameDescriptor> calibration)
    {
        var (band, shape) = (frames[0].Band, Shape(frames[0]));
        bool Fits(FrameDescriptor frame, FrameKind kind) => frame.Facts.Kind == kind && frame.Band.Camera == band.Camera && Shape(frame) == shape;
        return new(
            band,
            frames,
            Ordered(calibration.Where(frame => Fits(frame, FrameKind.Bias))),
            Ordered(calibration.Where(frame => Fits(frame, FrameKind.Dark))),
            Ordered(calibration.Where(frame => Fits(frame, FrameKind.Flat) && frame.Band.Filter == band.Filter)));
    }

    /// <summary>Whether two frames have one size and binning.</summary>
    public static bool SameShape(FrameDescriptor frame, FrameDescriptor other) => Shape(frame) == Shape(other);

    /// <summary>The row of a frame that has another size or binning than most of its band.</summary>
    public static FrameOutcome Mismatched(FrameDescriptor frame, FrameDescriptor usual) => Rejected(
        frame, frame.Id, FrameFault.Mismatched, $"{frame.File}: {Words(Shape(frame))}, but most frames of band {frame.Band} are {Words(Shape(usual))}; reduce them apart.");

    static FrameDescriptor[] Ordered(IEnumerable<FrameDescriptor> frames) => [.. frames.OrderBy(frame => frame.File, StringComparer.Ordinal).ThenBy(frame => frame.Plane)];

    static (int Width, int Height, int BinX, int BinY) Shape(FrameDescriptor frame) => (frame.Width, frame.Height, frame.Facts.BinX, frame.Facts.BinY);

    static string Words((int Width, int Height, int BinX, int BinY) shape) => string.Create(CultureInfo.InvariantCulture, $"{shape.Width} x {shape.Height} pixels binned {shape.BinX} x {shape.BinY}");

    internal static FrameOutcome Rejected(ScannedFile file, FrameFault fault, string reason) => new(
        new()
        {
            Id = FrameIdentity.OfUnread(file.File, file.Hdu),
            Band = new(file.Facts?.Camera ?? "unknown", file.Facts?.Filter ?? "unknown"),
            File = file.File,
            State = FrameState.Rejected,
            Fault = fault,
            Reason = reason,
            StartUtc = file.Facts?.StartUtc,
            MidUtc = file.Facts?.MidUtc,
        },
        []);

    internal static FrameOutcome Rejected(FrameDescriptor frame, string id, FrameFault fault, string reason) => new(
        new()
        {
            Id = id,
            Band = frame.Band,
            File = frame.File,
            Plane = frame.Plane,
            State = FrameState.Rejected,
            Fault = fault,
            Reason = reason,
            StartUtc = frame.Facts.StartUtc,
            MidUtc = frame.Facts.MidUtc,
        },
        []);
}
