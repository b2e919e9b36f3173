using Nocturne.Core.Imaging;

namespace Nocturne.Core.Calibration;

/// <summary>A combined calibration frame.</summary>
/// <param name="Kind">What it corrects, and so its unit.</param>
/// <param name="Pixels">The combined image.</param>
/// <param name="Frames">How many frames went into it.</param>
public sealed record MasterFrame(MasterKind Kind, Image Pixels, int Frames)
{
    /// <summary>Pixel-wise median of bias frames.</summary>
    /// <exception cref="ArgumentException">No frames, or frames of different sizes.</exception>
    public static MasterFrame Bias(IReadOnlyList<Image> frames) => new(MasterKind.Bias, MedianImage.Of(frames), frames.Count);

    /// <summary>Pixel-wise median of dark frames, freed of bias and divided by their exposures.</summary>
    /// <param name="frames">Raw dark frames [ADU]; they are changed.</param>
    /// <param name="exposureSeconds">Exposure of each.</param>
    /// <param name="bias">Master bias; without one the darks keep their offset, which is right only for equal exposures.</param>
    /// <exception cref="ArgumentException">No frames, frames of different sizes, or an exposure that is not positive.</exception>
    public static MasterFrame Dark(IReadOnlyList<Image> frames, IReadOnlyList<double> exposureSeconds, MasterFrame? bias)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            if (!(exposureSeconds[i] > 0)) throw new ArgumentException($"Dark frame {i + 1} of {frames.Count} has an exposure of {exposureSeconds[i]} s; darks need a positive one.");
            var rate = (float)(1 / exposureSeconds[i]);
            FrameCalibration.Apply(frames[i].Pixels, new() { Bias = bias }, exposureSeconds[i], headerDark: 0);
            foreach (ref var pixel in frames[i].Pixels) pixel *= rate;
        }
        return new(MasterKind.Dark, MedianImage.Of(frames), frames.Count);
    }

    /// <summary>Pixel-wise median of flats, each freed of bias and dark and divided by its own median.</summary>
    /// <param name="frames">Raw flat frames [ADU]; they are changed.</param>
    /// <param name="exposureSeconds">Exposure of each.</param>
    /// <param name="masters">Master bias and dark, as far as they exist.</param>
    /// <exception cref="ArgumentException">No frames, frames of different sizes, or a flat without light.</exception>
    public static MasterFrame Flat(IReadOnlyList<Image> frames, IReadOnlyList<double> exposureSeconds, CalibrationMasters masters)
    {
        for (var i = 0; i < frames.Count; i++)
        {
            FrameCalibration.Apply(frames[i].Pixels, masters with { Flat = null }, exposureSeconds[i], headerDark: 0);
            var median = MedianImage.MedianOf(frames[i].Pixels);
            if (!(median > 0)) throw new ArgumentException($"Flat {i + 1} of {frames.Count} has no light: its median is {median} ADU.");
            foreach (ref var pixel in frames[i].Pixels) pixel = (float)(pixel / median);
        }
        return new(MasterKind.Flat, MedianImage.Of(frames), frames.Count);
    }
}
