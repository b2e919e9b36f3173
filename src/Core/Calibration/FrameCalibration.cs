using System.Numerics;

namespace Nocturne.Core.Calibration;

/// <summary>Turns raw counts into counts of light: (raw - bias - dark × exposure) ÷ flat.</summary>
public static class FrameCalibration
{
    /// <summary>Calibrates in place.</summary>
    /// <param name="pixels">Raw counts, row by row [ADU].</param>
    /// <param name="masters">Master frames of the same size.</param>
    /// <param name="exposureSeconds">Exposure of the frame.</param>
    /// <param name="headerDark">Dark counts of the whole exposure that the header states [ADU]; used only when there is no master dark.</param>
    /// <exception cref="ArgumentException">A master has another number of pixels.</exception>
    public static void Apply(Span<float> pixels, CalibrationMasters masters, double exposureSeconds, double headerDark)
    {
        foreach (var master in masters.All)
        {
            if (master.Pixels.Pixels.Length != pixels.Length)
                throw new ArgumentException($"The master {master.Kind.ToString().ToLowerInvariant()} has {master.Pixels.Width} x {master.Pixels.Height} pixels, the frame {pixels.Length}.");
        }
        if (masters.Bias is { } bias) SubtractScaled(pixels, bias.Pixels.Pixels, 1);
        if (masters.Dark is { } dark) SubtractScaled(pixels, dark.Pixels.Pixels, (float)exposureSeconds);
        else if (headerDark != 0) SubtractConstant(pixels, (float)headerDark);
        if (masters.Flat is { } flat) Divide(pixels, flat.Pixels.Pixels);
    }

    static void SubtractScaled(Span<float> pixels, ReadOnlySpan<float> master, float factor)
    {
        var i = 0;
        var scale = new Vector<float>(factor);
        for (; i <= pixels.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(pixels[i..]) - (scale * new Vector<float>(master[i..]))).CopyTo(pixels[i..]);
        for (; i < pixels.Length; i++) pixels[i] -= factor * master[i];
    }

    static void SubtractConstant(Span<float> pixels, float value)
    {
        foreach (ref var pixel in pixels) pixel -= value;
    }

    /// <summary>Where the flat has no response the pixel says nothing: NaN.</summary>
    static void Divide(Span<float> pixels, ReadOnlySpan<float> flat)
    {
        var i = 0;
        var none = new Vector<float>(float.NaN);
        for (; i <= pixels.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var response = new Vector<float>(flat[i..]);
            Vector.ConditionalSelect(Vector.GreaterThan(response, Vector<float>.Zero), new Vector<float>(pixels[i..]) / response, none).CopyTo(pixels[i..]);
        }
        for (; i < pixels.Length; i++) pixels[i] = flat[i] > 0 ? pixels[i] / flat[i] : float.NaN;
    }
}
