using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Stages;

namespace Nocturne.Streams.Night;

/// <summary>Reads the headers of a night's files and sorts the frames: by band, in the order of time, calibration frames apart.</summary>
/// <param name="read">Reads the facts of a header, by whichever dialect fits it.</param>
/// <param name="options">How the images of files become frames.</param>
public sealed class NightScanner(FrameFactsReader read, InputOptions? options = null)
{
    static readonly string[] ColourNames = ["R", "G1", "G2", "B"];

    readonly InputOptions options = options ?? new();

    /// <summary>How the images of files become frames.</summary>
    public InputOptions Options => options;

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
            var images = Frames(fits).SelectMany(frame => Scanned(path, file, fits, frame)).ToList();
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

    IEnumerable<AssembledFrame> Frames(FitsFile fits) => options.Assemble ? FrameAssembly.Of(fits.Images) : fits.Images.Select(image => new AssembledFrame([image], null, []));

    /// <summary>A frame with its facts; a mosaic that is to be split gives four.</summary>
    IEnumerable<ScannedFile> Scanned(string path, string file, FitsFile fits, AssembledFrame frame)
    {
        var image = frame.First;
        var facts = WithSaturation(read(image.Header, file, image.Index == 0 ? null : fits.Hdus[0].Header), image);
        if (frame.Sentences.Count > 0) facts = facts with { Doubts = [.. facts.Doubts, .. frame.Sentences] };
        if (frame.CommonGain is { } gain) facts = facts with { Gain = gain };
        var whole = new ScannedFile(path, file)
        {
            Hdu = image.Index,
            Planes = image.PlaneCount,
            Width = frame.Width,
            Height = frame.Height,
            Layout = frame.Layout,
            Header = KeepHeaders ? image.Header : null,
            HeaderDigest = FrameIdentity.Digest(image.Header),
            Facts = facts,
        };
        if (facts.Mosaic is not { } mosaic) return [whole];
        if (!options.SplitMosaics || frame.Images.Count > 1)
            return [whole with { Facts = facts with { Doubts = [.. facts.Doubts, $"The pixels have a mosaic of colours ({mosaic}) and are measured all alike; with 'input.bayer = split' each colour becomes a band."] } }];
        return Colours(whole, mosaic);
    }

    /// <summary>The colours in the order of their names; the first green is the one in the first row.</summary>
    static IEnumerable<ScannedFile> Colours(ScannedFile whole, string mosaic)
    {
        var layout = whole.Layout ?? FrameLayout.Whole(whole.Hdu, whole.Width, whole.Height);
        var greens = 0;
        var colours = mosaic.Select((letter, i) => (Name: letter == 'G' ? $"G{++greens}" : letter.ToString(), X: i % 2, Y: i / 2)).ToList();
        foreach (var (name, x, y) in colours.OrderBy(colour => Array.IndexOf(ColourNames, colour.Name)))
        {
            var part = layout.Colour(x, y);
            yield return whole with { Width = part.Width, Height = part.Height, Layout = part, Colour = name, Facts = whole.Facts! with { Filter = name } };
        }
    }

    /// <summary>Where nothing is said, pixels saturate at the largest number that their integers hold.</summary>
    static FrameFacts WithSaturation(FrameFacts facts, FitsImageHdu image)
    {
        if (facts.Saturation is not null || image.BitPix is not (8 or 16)) return facts;
        var unsigned = image.BitPix == 8 || image.Header.GetDouble("BZERO") >= 32768;
        return facts with { Saturation = image.BitPix == 8 ? byte.MaxValue : unsigned ? ushort.MaxValue : short.MaxValue };
    }

    /// <summary>Sorts frames by what their headers say.</summary>
    /// <param name="files">What the headers say.</param>
    /// <param name="options">How the images of files become frames.</param>
    public static NightInventory Sort(IReadOnlyList<ScannedFile> files, InputOptions? options = null)
    {
        options ??= new();
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
                    science.AddRange(Descriptors(file, options.Rebin));
                    break;
                case FrameKind.Bias or FrameKind.Dark or FrameKind.Flat:
                    calibration.AddRange(Descriptors(file, options.Rebin));
                    break;
                default:
                    others++;
                    break;
            }
        }
        science = WithoutDuplicates(science, rejected);
        var matching = new CalibrationMatching(calibration);
        var bands = science.GroupBy(frame => frame.Band).OrderBy(band => band.Key).SelectMany(band => Bands(band, matching, options, rejected)).OrderBy(band => band.Band).ToArray();
        return new(bands, calibration, rejected, others) { Remarks = [.. matching.Unused()] };
    }

    internal static FrameOutcome WithoutTime(ScannedFile file) =>
        Rejected(file, FrameFault.NoTime, $"{file.File}: the header has no time that can be read; 'nocturne inspect' shows what it has.");

    internal static FrameOutcome WithoutFilter(ScannedFile file) =>
        Rejected(file, FrameFault.NoFilter, $"{file.File}: the header names no filter, though other frames of camera {file.Facts!.Camera} do.");

    internal static FrameOutcome Duplicate(FrameDescriptor frame, string id, string first) =>
        Rejected(frame, id + ":" + frame.File, FrameFault.Duplicate, $"{frame.File}: the same frame as {first}.");

    /// <summary>All frames that could be read, a descriptor each.</summary>
    /// <param name="files">What the headers say.</param>
    /// <param name="options">How the images of files become frames.</param>
    public static IReadOnlyList<FrameDescriptor> Descriptors(IReadOnlyList<ScannedFile> files, InputOptions options) =>
        [.. files.Where(file => file.Facts is not null).SelectMany(file => Descriptors(file, options.Rebin))];

    static HashSet<string> CamerasWithoutFilter(IReadOnlyList<ScannedFile> files) =>
        [.. files.Where(file => file.Facts is { Kind: FrameKind.Science }).GroupBy(file => file.Facts!.Camera).Where(camera => camera.All(file => file.Facts!.Filter is null)).Select(camera => camera.Key)];

    /// <summary>The frames of an image: one for each plane.</summary>
    internal static IEnumerable<FrameDescriptor> Descriptors(ScannedFile file, int rebin)
    {
        var facts = Rebinned(file.Facts!, rebin);
        var band = new BandKey(facts.Camera, facts.Filter ?? NoFilter);
        for (var plane = 0; plane < file.Planes; plane++)
        {
            var id = FrameIdentity.Of(band, facts.StartUtc ?? default, plane, file.HeaderDigest!);
            yield return new(id, band, file.Path, file.File, file.Hdu, plane, file.Width / rebin, file.Height / rebin, OfPlane(facts, plane))
            {
                Reading = new(file.Width, file.Height) { Layout = file.Layout, Rebin = rebin, Colour = file.Colour },
            };
        }
    }

    /// <summary>What holds of a pixel that is the sum of several: counts and gain stay, read noise and dark current add up.</summary>
    static FrameFacts Rebinned(FrameFacts facts, int rebin) => rebin == 1 ? facts : facts with
    {
        BinX = facts.BinX * rebin,
        BinY = facts.BinY * rebin,
        PixelScale = facts.PixelScale * rebin,
        ReadNoise = facts.ReadNoise * rebin,
        DarkCurrent = facts.DarkCurrent * rebin * rebin,
    };

    /// <summary>The planes of a cube follow each other at the step that the header gives, or without a pause.</summary>
    static FrameFacts OfPlane(FrameFacts facts, int plane)
    {
        if (plane == 0 || facts.StartUtc?.Date < LeapSeconds.Begin) return facts;
        var later = plane * (facts.PlaneSeconds ?? facts.ExposureSeconds ?? 0);
        return facts with
        {
            StartUtc = facts.StartUtc is { } start ? TimeScales.AddToUtc(start, later) : null,
            MidUtc = facts.MidUtc is { } mid ? TimeScales.AddToUtc(mid, later) : null,
            TimeSource = string.Create(CultureInfo.InvariantCulture, $"{facts.TimeSource}, and {plane} {(facts.PlaneSeconds is null ? "exposures" : "cycles")}"),
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

    /// <summary>The frames of a band in the order of the night, those that are laid on its window among them. Others become bands of their own, or are set aside: see <see cref="BandShapes"/>.</summary>
    static IEnumerable<BandFrames> Bands(IGrouping<BandKey, FrameDescriptor> band, CalibrationMatching calibration, InputOptions options, List<FrameOutcome> rejected)
    {
        var shapes = band.GroupBy(FrameShape.Of).ToDictionary(shape => shape.Key, shape => shape.ToArray());
        var groups = BandShapes.Groups(shapes.Select(shape => KeyValuePair.Create(shape.Key, shape.Value.Length)));
        var usual = groups[0].Usual;
        var aside = new List<FrameDescriptor>();
        foreach (var (own, members, count) in groups.Skip(1))
        {
            var frames = members.SelectMany(shape => shapes[shape]);
            if (count < options.SplitShapesFrom)
            {
                aside.AddRange(frames);
                continue;
            }
            var key = BandShapes.OwnBand(band.Key, usual, own);
            yield return calibration.Complete(InOrder(frames.Select(frame => frame with { Band = key })), own);
        }
        var others = InOrder(aside);
        foreach (var frame in others) rejected.Add(Mismatched(frame, usual));
        yield return calibration.Complete(InOrder(groups[0].Members.SelectMany(shape => shapes[shape])), usual) with { Others = others };
    }

    static FrameDescriptor[] InOrder(IEnumerable<FrameDescriptor> frames) => [.. frames.OrderBy(frame => frame.Facts.StartUtc).ThenBy(frame => frame.Id, StringComparer.Ordinal)];

    /// <summary>The row of a frame that has another size, binning or window than most of its band.</summary>
    static FrameOutcome Mismatched(FrameDescriptor frame, FrameShape usual) => Rejected(frame, frame.Id, FrameFault.Mismatched, MismatchOf(frame, usual));

    /// <summary>Why a frame of another size, binning or window than those of its band is not measured.</summary>
    internal static string MismatchOf(FrameDescriptor frame, FrameShape usual)
    {
        var shape = FrameShape.Of(frame);
        return $"{frame.File}: {shape.Words(usual)}, but the frames of band {frame.Band} are {usual.Words(shape)}; there are too few of them for a band of their own, which 'input.mixed = split' makes all the same.";
    }

    internal static FrameOutcome Rejected(ScannedFile file, FrameFault fault, string reason) => new(
        new()
        {
            Id = FrameIdentity.OfUnread(file.File, file.Hdu),
            Band = file.Facts is { } facts ? new(facts.Camera, facts.Filter ?? BandKey.Unknown.Filter) : BandKey.Unknown,
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
