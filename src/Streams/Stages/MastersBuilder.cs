using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Combines the calibration frames that fit a band into masters.</summary>
/// <param name="budgetBytes">Memory for the frames of one median; when there are more, as many as fit are taken, spread over the list.</param>
/// <param name="minimumFrames">Fewer frames make no master: one alone would print its noise on everything. A frame that is a master already is enough.</param>
/// <param name="withVariance">Whether the noise of the masters is kept, for the errors of the photometry.</param>
public sealed class MastersBuilder(long budgetBytes, int minimumFrames, bool withVariance = true)
{
    /// <summary>Name that the extension with a master's variance begins with; it lies behind the master.</summary>
    public const string VarianceName = "VARIANCE";

    /// <summary>Builds the masters of a band.</summary>
    /// <param name="biases">Bias frames of the camera, of the band's size.</param>
    /// <param name="darks">Dark frames of the camera, of the band's size.</param>
    /// <param name="flats">Flats of camera and filter, of the band's size.</param>
    /// <exception cref="FitsException">A calibration frame is damaged.</exception>
    /// <exception cref="ArgumentException">A calibration frame cannot be used; the sentence says why.</exception>
    public CalibrationMasters Build(IReadOnlyList<FrameDescriptor> biases, IReadOnlyList<FrameDescriptor> darks, IReadOnlyList<FrameDescriptor> flats)
    {
        var masters = CalibrationMasters.None;
        masters = masters with { Bias = Master(biases, MasterKind.Bias, chosen => MasterFrame.Bias(Read(chosen))) };
        masters = masters with { Dark = Master(darks, MasterKind.Dark, chosen => MasterFrame.Dark(Read(chosen), Exposures(chosen), masters.Bias)) };
        return masters with { Flat = Master(flats, MasterKind.Flat, chosen => MasterFrame.Flat(Read(chosen), Exposures(chosen), masters)) };
    }

    /// <summary>Builds the masters of a band for its stream.</summary>
    /// <inheritdoc cref="Build(IReadOnlyList{FrameDescriptor}, IReadOnlyList{FrameDescriptor}, IReadOnlyList{FrameDescriptor})"/>
    public BandMasters Build(BandFrames band)
    {
        var masters = Build(band.Biases, band.Darks, band.Flats);
        var variance = withVariance ? CalibrationVariance.Of(masters, band.Sample.Reading.Rebin) : null;
        return new(new() { Bias = WithoutVariance(masters.Bias), Dark = WithoutVariance(masters.Dark), Flat = WithoutVariance(masters.Flat) }, variance);
    }

    static MasterFrame? WithoutVariance(MasterFrame? master) => master is null ? null : master with { Variance = null };

    /// <summary>A master that was made before goes before single frames; of several the one of most frames.</summary>
    MasterFrame? Master(IReadOnlyList<FrameDescriptor> frames, MasterKind kind, Func<List<FrameDescriptor>, MasterFrame> combine)
    {
        var made = frames.Where(frame => frame.Facts.Combined > 1).MaxBy(frame => frame.Facts.Combined);
        if (made is not null) return ReadMaster(made, kind);
        return Chosen(frames) is { Count: > 0 } chosen ? combine(chosen) : null;
    }

    static MasterFrame ReadMaster(FrameDescriptor frame, MasterKind kind)
    {
        using var file = FitsFile.Open(frame.Path);
        var behind = frame.Reading.Layout is null && frame.Hdu + 1 < file.Hdus.Count ? file.Hdus[frame.Hdu + 1] as FitsImageHdu : null;
        var variance = behind is not null && behind.ExtensionName.StartsWith(VarianceName, StringComparison.Ordinal) && behind.Width == frame.Reading.Width && behind.Height == frame.Reading.Height ? behind.ReadImage() : null;
        return new(kind, FramePixels.Read(frame), frame.Facts.Combined) { Variance = variance, ExposureSeconds = kind == MasterKind.Dark ? frame.Facts.ExposureSeconds ?? 0 : 0 };
    }

    /// <summary>The files of which the masters are made, with their kind.</summary>
    public IReadOnlyList<string> FilesOf(BandFrames band) =>
    [
        .. Chosen(band.Biases).Select(frame => $"bias {frame.File}"),
        .. Chosen(band.Darks).Select(frame => $"dark {frame.File}"),
        .. Chosen(band.Flats).Select(frame => $"flat {frame.File}"),
    ];

    List<FrameDescriptor> Chosen(IReadOnlyList<FrameDescriptor> frames)
    {
        if (frames.Count == 0 || frames.Count < minimumFrames) return [];
        var most = (int)Math.Clamp(budgetBytes / (4L * frames[0].Reading.Width * frames[0].Reading.Height), 3, int.MaxValue);
        return frames.Count <= most ? [.. frames] : [.. Enumerable.Range(0, most).Select(i => frames[(int)((long)i * frames.Count / most)])];
    }

    static Image[] Read(List<FrameDescriptor> frames) => [.. frames.Select(FramePixels.Read)];

    static double[] Exposures(List<FrameDescriptor> frames) => [.. frames.Select(frame => frame.Facts.ExposureSeconds ?? 0)];
}
