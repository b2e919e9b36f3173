using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Combines the calibration frames that fit a band into masters.</summary>
/// <param name="budgetBytes">Memory for the frames of one median; when there are more, as many as fit are taken, spread over the list.</param>
/// <param name="minimumFrames">Fewer frames make no master: one alone would print its noise on everything.</param>
public sealed class MastersBuilder(long budgetBytes, int minimumFrames)
{
    /// <summary>Builds the masters of a band.</summary>
    /// <param name="biases">Bias frames of the camera, of the band's size.</param>
    /// <param name="darks">Dark frames of the camera, of the band's size.</param>
    /// <param name="flats">Flats of camera and filter, of the band's size.</param>
    /// <exception cref="FitsException">A calibration frame is damaged.</exception>
    /// <exception cref="ArgumentException">A calibration frame cannot be used; the sentence says why.</exception>
    public CalibrationMasters Build(IReadOnlyList<FrameDescriptor> biases, IReadOnlyList<FrameDescriptor> darks, IReadOnlyList<FrameDescriptor> flats)
    {
        var masters = CalibrationMasters.None;
        if (Chosen(biases) is { Count: > 0 } bias) masters = masters with { Bias = MasterFrame.Bias(Read(bias)) };
        if (Chosen(darks) is { Count: > 0 } dark) masters = masters with { Dark = MasterFrame.Dark(Read(dark), Exposures(dark), masters.Bias) };
        if (Chosen(flats) is { Count: > 0 } flat) masters = masters with { Flat = MasterFrame.Flat(Read(flat), Exposures(flat), masters) };
        return masters;
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
        var most = (int)Math.Clamp(budgetBytes / (4L * frames[0].Width * frames[0].Height), 3, int.MaxValue);
        return frames.Count <= most ? [.. frames] : [.. Enumerable.Range(0, most).Select(i => frames[(int)((long)i * frames.Count / most)])];
    }

    static Image[] Read(List<FrameDescriptor> frames) => [.. frames.Select(frame =>
    {
        using var file = FitsFile.Open(frame.Path);
        return ((FitsImageHdu)file.Hdus[frame.Hdu]).ReadImage(frame.Plane);
    })];

    static double[] Exposures(List<FrameDescriptor> frames) => [.. frames.Select(frame => frame.Facts.ExposureSeconds ?? 0)];
}
