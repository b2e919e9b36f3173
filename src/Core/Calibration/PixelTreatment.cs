namespace Nocturne.Core.Calibration;

/// <summary>What is done to the pixels of all frames of a band besides bias, dark and flat.</summary>
public sealed record PixelTreatment
{
    /// <summary>Nothing.</summary>
    public static PixelTreatment None { get; } = new();

    /// <summary>Pixels that are never used, by their indices in the frame as it is read.</summary>
    public PixelList BadPixels { get; init; } = PixelList.Empty;

    public PixelFilter Filter { get; init; }

    /// <summary>How cosmic rays are found; null leaves them. Gain, read noise and saturation come from the frame.</summary>
    public CosmicRayOptions? CosmicRays { get; init; }

    /// <summary>Treats calibrated pixels in place; bad pixels become NaN.</summary>
    /// <param name="pixels">A frame, row by row.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="saturated">Its saturated pixels, which are no cosmic rays.</param>
    /// <param name="gain">Electrons per count of the frame.</param>
    /// <param name="readNoise">Read noise of the frame [electrons].</param>
    /// <returns>The pixels that were replaced.</returns>
    public PixelList Apply(Span<float> pixels, int width, int height, PixelList saturated, double gain, double readNoise)
    {
        foreach (var bad in BadPixels.Indices)
        {
            if (bad < pixels.Length) pixels[bad] = float.NaN;
        }
        var replaced = PixelList.Empty;
        if (Filter == PixelFilter.Median) MedianFilter.Apply(pixels, width, height);
        else if (Filter == PixelFilter.WarmPixels) replaced = WarmPixels.Replace(pixels, width, height, gain);
        if (CosmicRays is { } options)
            replaced = replaced.And(Calibration.CosmicRays.Clean(pixels, width, height, options with { Gain = gain, ReadNoise = readNoise }, saturated));
        return replaced;
    }
}
