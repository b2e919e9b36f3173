namespace Nocturne.Core.Vetting;

/// <summary>Light curves of several whole-pixel apertures, with and without the background of the ring: the few numbers per cadence that V10 needs.</summary>
/// <remarks>A missing pixel adds nothing to a sum, but the background is taken from it all the same: that is how the reference is defined.</remarks>
public sealed class ApertureSums
{
    /// <summary>A ring of fewer pixels is no background.</summary>
    internal const int FewestRingPixels = 3;

    ApertureSums(double[] times, double[][] raw, double[][] net)
    {
        Times = times;
        Raw = raw;
        Net = net;
    }

    /// <summary>Times of the valid cadences [BTJD].</summary>
    public double[] Times { get; }

    /// <summary>Sum of the finite pixels: by aperture, then cadence.</summary>
    public double[][] Raw { get; }

    /// <summary>The same, less the background; NaN where the ring has no finite pixel.</summary>
    public double[][] Net { get; }

    /// <summary>Sums all cadences that have a time and at least one finite pixel.</summary>
    /// <param name="pixels">The stamps.</param>
    /// <param name="apertures">Pixel indices of each aperture.</param>
    /// <param name="ring">Pixel indices of the ring.</param>
    public static ApertureSums Measure(TargetPixels pixels, IReadOnlyList<int[]> apertures, int[] ring)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(apertures);
        ArgumentNullException.ThrowIfNull(ring);
        var valid = Valid(pixels);
        var times = Array.ConvertAll(valid, cadence => pixels.Times[cadence]);
        var raw = apertures.Select(_ => new double[valid.Length]).ToArray();
        var net = apertures.Select(_ => new double[valid.Length]).ToArray();
        var scratch = new double[ring.Length];
        for (var i = 0; i < valid.Length; i++)
        {
            var frame = pixels.Frame(valid[i]);
            var background = ring.Length >= FewestRingPixels ? RingMedian(frame, ring, scratch) : 0;
            for (var a = 0; a < raw.Length; a++)
            {
                double sum = 0;
                foreach (var pixel in apertures[a])
                {
                    if (float.IsFinite(frame[pixel])) sum += frame[pixel];
                }

                raw[a][i] = sum;
                net[a][i] = sum - (background * apertures[a].Length);
            }
        }

        return new(times, raw, net);
    }

    static double RingMedian(ReadOnlySpan<float> frame, int[] ring, double[] scratch)
    {
        for (var i = 0; i < ring.Length; i++) scratch[i] = frame[ring[i]];
        return FiniteMedian.Of(scratch);
    }

    static int[] Valid(TargetPixels pixels)
    {
        var valid = new List<int>(pixels.CadenceCount);
        for (var i = 0; i < pixels.CadenceCount; i++)
        {
            if (double.IsFinite(pixels.Times[i]) && HasFinite(pixels.Frame(i))) valid.Add(i);
        }

        return [.. valid];
    }

    static bool HasFinite(ReadOnlySpan<float> frame)
    {
        foreach (var value in frame)
        {
            if (float.IsFinite(value)) return true;
        }

        return false;
    }
}
