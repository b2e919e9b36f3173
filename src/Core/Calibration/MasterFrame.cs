using Nocturne.Core.Imaging;

namespace Nocturne.Core.Calibration;

/// <summary>A combined calibration frame.</summary>
/// <param name="Kind">What it corrects, and so its unit.</param>
/// <param name="Pixels">The combined image.</param>
/// <param name="Frames">How many frames went into it.</param>
public sealed record MasterFrame(MasterKind Kind, Image Pixels, int Frames)
{
    /// <summary>Variance of each pixel, in the square of the master's unit; null when it is not known. That of a dark leaves out the bias's own, which
    /// <see cref="CalibrationVariance"/> adds according to the exposure; NaN stands for a pixel of which only one frame tells.</summary>
    public Image? Variance { get; init; }

    /// <summary>Mean exposure of the frames that went into a dark [s]; 0 for the others.</summary>
    public double ExposureSeconds { get; init; }

    /// <summary>Pixel-wise median of bias frames.</summary>
    /// <exception cref="ArgumentException">No frames, or frames of different sizes.</exception>
    public static MasterFrame Bias(IReadOnlyList<Image> frames)
    {
        var (median, variance) = MedianImage.WithVariance(frames);
        return new(MasterKind.Bias, median, frames.Count) { Variance = variance };
    }

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
        var (median, variance) = MedianImage.WithVariance(frames);
        return new(MasterKind.Dark, median, frames.Count) { Variance = variance, ExposureSeconds = exposureSeconds.Average() };
    }

    /// <summary>Pixel-wise median of flats, each freed of bias and dark and divided by its own median.</summary>
    /// <remarks>The median over the whole frame is opticam's norm, so that master flats can be compared; a vignetted corner then shifts the scale of all fluxes by a little, and none of their ratios.</remarks>
    /// <param name="frames">Raw flat frames [ADU]; they are changed.</param>
    /// <param name="exposureSeconds">Exposure of each.</param>
    /// <param name="masters">Master bias and dark, as far as they exist.</param>
    /// <exception cref="ArgumentException">No frames, frames of different sizes, or a flat without light.</exception>
    public static MasterFrame Flat(IReadOnlyList<Image> frames, IReadOnlyList<double> exposureSeconds, CalibrationMasters masters)
    {
        double perLevel = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            FrameCalibration.Apply(frames[i].Pixels, masters with { Flat = null }, exposureSeconds[i], headerDark: 0);
            var median = MedianImage.MedianOf(frames[i].Pixels);
            if (!(median > 0)) throw new ArgumentException($"Flat {i + 1} of {frames.Count} has no light: its median is {median} ADU.");
            foreach (ref var pixel in frames[i].Pixels) pixel = (float)(pixel / median);
            perLevel += 1 / (median * frames.Count);
        }
        var (flat, variance) = MedianImage.WithVariance(frames);
        AddCommon(variance.Pixels, masters, exposureSeconds.Average(), perLevel * perLevel);
        return new(MasterKind.Flat, flat, frames.Count) { Variance = variance };
    }

    /// <summary>What bias and dark leave in a flat is the same in all of them, so that their number does not lessen it.</summary>
    static void AddCommon(Span<float> variance, CalibrationMasters masters, double exposure, double perLevelSquared)
    {
        var noise = CalibrationVariance.Of(masters with { Flat = null });
        for (var i = 0; noise is not null && i < variance.Length; i++) variance[i] += (float)(perLevelSquared * noise.Additive(i, exposure));
    }
}
