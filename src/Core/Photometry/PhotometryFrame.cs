using Nocturne.Core.Calibration;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Photometry;

/// <summary>
/// A frame as photometers see it: counts, bad pixels, the sky below them and the noise in them. Nothing is copied or computed before a
/// window is asked for.
/// </summary>
public readonly ref struct PhotometryFrame
{
    /// <param name="image">Calibrated counts [ADU].</param>
    public PhotometryFrame(ImageView image)
    {
        Image = image;
        Noise = NoiseModel.MapOnly;
        SaturationLevel = double.PositiveInfinity;
        Calibration = CalibrationTrace.None;
    }

    public ImageView Image { get; }

    /// <summary>True = bad; empty = none.</summary>
    public ReadOnlySpan<bool> Mask { get; init; }

    /// <summary>Labels of detected sources, zero = sky; empty = none. Local backgrounds leave labelled pixels out.</summary>
    public ReadOnlySpan<int> Segments { get; init; }

    /// <summary>Sky level [ADU]; none means that the image is free of it.</summary>
    public IPixelField? Background { get; init; }

    /// <summary>Standard deviation of each pixel, before what <see cref="Noise"/> adds [ADU]; none means zero.</summary>
    public IPixelField? Rms { get; init; }

    /// <summary>What adds to the rms.</summary>
    public NoiseModel Noise { get; init; }

    /// <summary>Counts, sky included, from which a pixel is saturated [ADU].</summary>
    public double SaturationLevel { get; init; }

    /// <summary>What the calibration knows of the pixels: which were saturated before it, which were replaced, what it leaves uncertain.</summary>
    public CalibrationTrace Calibration { get; init; }

    /// <summary>Whether counts and noise are rounded to single precision, as the SEP family does when it reads them.</summary>
    public bool SinglePrecision { get; init; }

    /// <exception cref="ArgumentException">The mask, the segments or the noise do not fit.</exception>
    public void Validate()
    {
        Noise.Validate();
        var count = Image.Width * Image.Height;
        if (Mask.Length != 0 && Mask.Length != count)
            throw new ArgumentException(
                $"The mask has {Mask.Length} pixels but the image has {Image.Width} x {Image.Height}: give one of the same size or none.");
        if (Segments.Length != 0 && Segments.Length != count)
            throw new ArgumentException(
                $"The segmentation has {Segments.Length} pixels but the image has {Image.Width} x {Image.Height}: give one of the same size or none.");
    }

    /// <summary>The same pixels with another noise model.</summary>
    public PhotometryFrame WithNoise(NoiseModel noise) => new(Image)
    {
        Mask = Mask,
        Segments = Segments,
        Background = Background,
        Rms = Rms,
        Noise = noise,
        SaturationLevel = SaturationLevel,
        SinglePrecision = SinglePrecision,
    };

    /// <summary>The pixels of a box, or of its part that lies in the image.</summary>
    public PixelWindow Window(PixelBox box) => new(this, box.Within(Image.Width, Image.Height));
}
