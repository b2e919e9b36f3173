namespace Nocturne.Core.Calibration;

/// <summary>What the master frames of a band leave uncertain in its calibrated pixels.</summary>
/// <remarks>
/// With c = (raw - b - t d) ÷ f, b the bias, d the dark per second from darks of T seconds that were freed of the same bias, f the flat:
/// V = (V_b (1 - t/T)² + t² V_d) ÷ f² + c² V_f ÷ f². The bias cancels where darks are as long as the frames.
/// The scatter of the frame's own sky already holds what is common to all pixels. What is added to a pixel is therefore what it has beyond the
/// middle of the frame (a hot pixel's dark), and of the flat the part that grows with the star's own light: (c² - sky²) V_f ÷ f².
/// </remarks>
public sealed class CalibrationVariance
{
    readonly float[]? bias, dark, flat;
    readonly double darkExposure, typicalBias, typicalDark;

    CalibrationVariance(float[]? bias, float[]? dark, float[]? flat, double darkExposure)
    {
        (this.bias, this.dark, this.flat, this.darkExposure) = (bias, dark, flat, darkExposure);
        typicalBias = Middle(bias);
        typicalDark = Middle(dark);
    }

    /// <summary>From masters with variance; null when none of them has one.</summary>
    /// <param name="masters">Master frames of one size.</param>
    /// <param name="rebin">Pixels along a side that are summed into one after the calibration.</param>
    public static CalibrationVariance? Of(CalibrationMasters masters, int rebin = 1)
    {
        if (masters.All.All(master => master.Variance is null)) return null;
        var response = masters.Flat is { } flat ? flat.Pixels.Pixels : [];
        var width = masters.All.First().Pixels.Width;
        // The flat's part of a sum is Σ c² V_f/f²; with the light spread evenly over the block that is (Σ c)² Σ V_f/f² ÷ n⁴.
        return new(
            Term(masters.Bias, response, width, rebin, 1),
            Term(masters.Dark, response, width, rebin, 1),
            Term(masters.Flat, response, width, rebin, Math.Pow(rebin, -4)),
            masters.Dark is { } dark && masters.Bias is not null ? dark.ExposureSeconds : 0);
    }

    /// <summary>Variance from bias and dark [ADU²].</summary>
    /// <param name="pixel">Index of the pixel.</param>
    /// <param name="exposureSeconds">Exposure of the frame.</param>
    public double Additive(int pixel, double exposureSeconds)
    {
        var (biasShare, darkShare) = Shares(exposureSeconds);
        return (bias is null ? 0 : biasShare * bias[pixel]) + (dark is null ? 0 : darkShare * dark[pixel]);
    }

    /// <summary>Adds to the variances of a row of pixels what their calibration leaves uncertain beyond what the scatter of the sky shows.</summary>
    /// <param name="first">Index of the first pixel in the frame.</param>
    /// <param name="exposureSeconds">Exposure of the frame.</param>
    /// <param name="calibrated">Calibrated counts, with the sky [ADU].</param>
    /// <param name="aboveSky">Counts above the sky [ADU].</param>
    /// <param name="variance">Variances [ADU²].</param>
    public void AddTo(int first, double exposureSeconds, ReadOnlySpan<float> calibrated, ReadOnlySpan<double> aboveSky, Span<double> variance)
    {
        if (bias is not null || dark is not null)
        {
            var (biasShare, darkShare) = Shares(exposureSeconds);
            var typical = (biasShare * typicalBias) + (darkShare * typicalDark);
            for (var i = 0; i < variance.Length; i++) variance[i] += Math.Max(0, Additive(first + i, exposureSeconds) - typical);
        }
        if (flat is null) return;
        for (var i = 0; i < variance.Length; i++)
        {
            double counts = calibrated[i], sky = counts - aboveSky[i];
            var grown = ((counts * counts) - (sky * sky)) * flat[first + i];
            if (grown > 0) variance[i] += grown;
        }
    }

    (double Bias, double Dark) Shares(double exposure)
    {
        var left = darkExposure > 0 ? 1 - (exposure / darkExposure) : 1;
        return (left * left, exposure * exposure);
    }

    /// <summary>V ÷ f² of each pixel, summed over blocks; pixels without a variance count as certain.</summary>
    static float[]? Term(MasterFrame? master, ReadOnlySpan<float> flat, int width, int rebin, double factor)
    {
        if (master?.Variance is not { } variance) return null;
        var (across, down) = (width / rebin, variance.Height / rebin);
        var term = new float[across * down];
        for (var y = 0; y < down * rebin; y++)
        {
            for (var x = 0; x < across * rebin; x++)
            {
                var pixel = (y * width) + x;
                double value = variance.Pixels[pixel], response = flat.IsEmpty ? 1 : flat[pixel];
                if (value > 0 && response > 0) term[(y / rebin * across) + (x / rebin)] += (float)(factor * value / (response * response));
            }
        }
        return term;
    }

    static double Middle(float[]? term) => term is null ? 0 : MedianImage.MedianOf(term);
}
