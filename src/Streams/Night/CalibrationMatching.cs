using System.Globalization;
using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Night;

/// <summary>Decides which calibration frames fit a band: camera, binning and window must be the same, of flats also the filter. Frames of the whole
/// chip are cut to a band's window where headers say where it lies.</summary>
public sealed class CalibrationMatching(IReadOnlyList<FrameDescriptor> frames)
{
    readonly HashSet<FrameDescriptor> used = new(ReferenceEqualityComparer.Instance);
    readonly List<(BandKey Band, FrameShape Shape, string Filter)> bands = [];

    /// <summary>Frames of one band with the calibration frames that fit them.</summary>
    /// <param name="ordered">Frames of one band, in the order of the night; at least one.</param>
    /// <param name="shape">The shape of the band; null for that of the first frame.</param>
    public BandFrames Complete(IReadOnlyList<FrameDescriptor> ordered, FrameShape? shape = null)
    {
        var sample = shape is { } usual ? ordered.First(frame => FrameShape.Of(frame) == usual) : ordered[0];
        return new(sample.Band, ordered, For(sample, FrameKind.Bias), For(sample, FrameKind.Dark), For(sample, FrameKind.Flat)) { Sample = sample };
    }

    /// <summary>The frames of a kind that fit a frame, in the order of their names.</summary>
    /// <param name="science">A frame; the others of its band are like it.</param>
    /// <param name="kind">Bias, dark or flat.</param>
    public IReadOnlyList<FrameDescriptor> For(FrameDescriptor science, FrameKind kind)
    {
        var (band, shape) = (science.Band, FrameShape.Of(science));
        // A band that was split off has a filter with a tag in its name.
        var filter = science.Facts.Filter ?? band.Filter;
        if (!bands.Exists(known => known.Band == band)) bands.Add((band, shape, filter));
        var fitting = new List<FrameDescriptor>();
        foreach (var frame in frames.Where(frame => frame.Facts.Kind == kind))
        {
            if (frame.Band.Camera != band.Camera || frame.Reading.Colour != science.Reading.Colour || (kind == FrameKind.Flat && frame.Band.Filter != filter)) continue;
            if (Fitted(frame, shape, science) is not { } fitted) continue;
            used.Add(frame);
            fitting.Add(fitted);
        }
        return [.. fitting.OrderBy(frame => frame.File, StringComparer.Ordinal).ThenBy(frame => frame.Hdu).ThenBy(frame => frame.Plane)];
    }

    /// <summary>A sentence for each lot of calibration frames that fits no band, with the reason.</summary>
    public IEnumerable<string> Unused() => frames.Where(frame => !used.Contains(frame))
        .GroupBy(frame => (frame.Facts.Kind, frame.Band.Camera, Filter: frame.Facts.Kind == FrameKind.Flat ? frame.Band.Filter : "", Shape: FrameShape.Of(frame)))
        .OrderBy(lot => lot.Key.Kind).ThenBy(lot => lot.Key.Camera, StringComparer.Ordinal).ThenBy(lot => lot.Key.Filter, StringComparer.Ordinal).ThenBy(lot => lot.Key.Shape)
        .Select(lot => Sentence(lot.Count(), lot.Key.Kind, lot.Key.Camera, lot.Key.Filter, lot.Key.Shape, lot.First()));

    string Sentence(int count, FrameKind kind, string camera, string filter, FrameShape shape, FrameDescriptor first)
    {
        var what = kind switch { FrameKind.Bias => "bias frame", FrameKind.Dark => "dark frame", _ => "flat" };
        var head = string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? " is" : "s are")} not used ({first.File}{(count == 1 ? "" : " and others")}):");
        var ofCamera = bands.FindAll(band => band.Band.Camera == camera);
        if (ofCamera.Count == 0)
            return $"{head} of camera {camera}, but the frames are of {(bands.Count == 0 ? "none" : string.Join(", ", bands.Select(band => band.Band.Camera).Distinct()))}; calibrations of another camera would spoil them.";
        var ofFilter = kind == FrameKind.Flat ? ofCamera.FindAll(band => band.Filter == filter) : ofCamera;
        if (ofFilter.Count == 0) return $"{head} of filter {filter}, but camera {camera} has frames of {string.Join(", ", ofCamera.Select(band => band.Filter).Distinct())} only.";
        var wanted = ofFilter[0].Shape;
        if (!shape.HasBinningOf(wanted)) return $"{head} binned {shape.BinX} x {shape.BinY}, but the frames of band {ofFilter[0].Band} are binned {wanted.BinX} x {wanted.BinY}.";
        if (shape.HasSizeOf(wanted)) return $"{head} from another window of the chip than the frames of band {ofFilter[0].Band}.";
        var unknown = shape.HasWindow && wanted.HasWindow ? " and do not cover their window" : ", and the headers do not say where on the chip the smaller ones lie";
        return $"{head} {shape.Width} x {shape.Height} pixels, but the frames of band {ofFilter[0].Band} are {wanted.Width} x {wanted.Height}{unknown}.";
    }

    /// <summary>The frame as it is, or cut to the window; null if it does not fit.</summary>
    static FrameDescriptor? Fitted(FrameDescriptor frame, FrameShape wanted, FrameDescriptor science)
    {
        var shape = FrameShape.Of(frame);
        if (!shape.HasBinningOf(wanted)) return null;
        var known = shape.HasWindow && wanted.HasWindow;
        if (shape.HasSizeOf(wanted) && (!known || (shape.WindowX == wanted.WindowX && shape.WindowY == wanted.WindowY))) return frame;
        if (!known) return null;
        // A pixel of a rebinned frame is several of the header's binned ones; the cut is made in pixels as they are read.
        var (binX, binY) = (shape.BinX / frame.Reading.Rebin, shape.BinY / frame.Reading.Rebin);
        var (x, restX) = Math.DivRem(wanted.WindowX - shape.WindowX, binX);
        var (y, restY) = Math.DivRem(wanted.WindowY - shape.WindowY, binY);
        var (width, height) = (science.Reading.Width, science.Reading.Height);
        if (restX != 0 || restY != 0 || x < 0 || y < 0 || x + width > frame.Reading.Width || y + height > frame.Reading.Height) return null;
        var layout = frame.Reading.Layout ?? FrameLayout.Whole(frame.Hdu, frame.Reading.Width, frame.Reading.Height);
        return frame with { Width = science.Width, Height = science.Height, Reading = frame.Reading with { Width = width, Height = height, Layout = layout.Window(x, y, width, height) } };
    }
}
