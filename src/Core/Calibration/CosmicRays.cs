using System.Runtime.InteropServices;

namespace Nocturne.Core.Calibration;

/// <summary>Finds and removes cosmic rays by their sharp edges (L.A.Cosmic: van Dokkum 2001, PASP 113, 1420).</summary>
/// <remarks>
/// L⁺ is the Laplacian of the image doubled in both directions, negative values cut, averaged back; S = L⁺ ÷ 2N with N the noise of the 5 x 5
/// median; S' = S - its 5 x 5 median. A hit has S' above the limit and above the contrast times the fine structure F = M3 - M7(M3), in units of N.
/// The doubled image is never made: of a pixel p with the neighbours l, r, u, d its four quarters have the Laplacians 2p - l - u, 2p - r - u,
/// 2p - l - d, 2p - r - d. The medians are computed only where L⁺ exceeds what the darkest of the 5 x 5 pixels would allow, which is a lower bound,
/// so that nothing is lost. A second search looks only where the first has changed something.
/// </remarks>
public static class CosmicRays
{
    /// <summary>How far a changed pixel reaches: the Laplacian by one, the medians behind it by four.</summary>
    const int Reach = 4;

    /// <summary>Finds cosmic rays and puts the mean of the good pixels within two pixels in their place.</summary>
    /// <param name="pixels">A calibrated frame with its sky, row by row [ADU]; pixels that are not finite do not count.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="options">What is a hit.</param>
    /// <param name="saturated">Saturated pixels; stars with such have sharp edges that are none.</param>
    /// <returns>The pixels that were replaced.</returns>
    public static PixelList Clean(Span<float> pixels, int width, int height, CosmicRayOptions options, PixelList saturated)
    {
        if (width < 5 || height < 5 || !(options.Gain > 0)) return PixelList.Empty;
        var spared = NearSaturated(saturated, width, height);
        var all = new HashSet<int>();
        var candidates = CosmicRayCandidates.Find(pixels, width, height, options);
        for (var pass = 0; pass < options.Iterations && candidates.Count > 0; pass++)
        {
            var view = new CosmicRaySearch(pixels, width, height, options);
            var hits = view.Hits(candidates, spared);
            hits.ExceptWith(all);
            if (hits.Count == 0) break;
            Replace(pixels, width, height, hits, all);
            all.UnionWith(hits);
            candidates = CosmicRayCandidates.Near(pixels, width, height, options, hits, Reach);
        }
        return PixelList.Of(all);
    }

    static HashSet<int> NearSaturated(PixelList saturated, int width, int height)
    {
        var near = new HashSet<int>();
        foreach (var pixel in saturated.Indices)
        {
            var (x, y) = (pixel % width, pixel / width);
            for (var row = Math.Max(0, y - 2); row <= Math.Min(height - 1, y + 2); row++)
                for (var column = Math.Max(0, x - 2); column <= Math.Min(width - 1, x + 2); column++) near.Add((row * width) + column);
        }
        return near;
    }

    /// <summary>Hits found now are filled from pixels that are none; without any within two pixels, from the 5 x 5 median.</summary>
    static void Replace(Span<float> pixels, int width, int height, HashSet<int> hits, HashSet<int> before)
    {
        var values = new List<(int Pixel, float Value)>(hits.Count);
        Span<float> window = stackalloc float[25];
        foreach (var hit in hits)
        {
            var (x, y) = (hit % width, hit / width);
            double sum = 0;
            var count = 0;
            for (var row = Math.Max(0, y - 2); row <= Math.Min(height - 1, y + 2); row++)
            {
                for (var column = Math.Max(0, x - 2); column <= Math.Min(width - 1, x + 2); column++)
                {
                    var at = (row * width) + column;
                    if (!float.IsFinite(pixels[at]) || hits.Contains(at) || before.Contains(at)) continue;
                    sum += pixels[at];
                    count++;
                }
            }
            values.Add((hit, count > 0 ? (float)(sum / count) : SmallMedian.Of(window[..SmallMedian.Gather(pixels, width, height, x, y, 2, window)])));
        }
        foreach (var (pixel, value) in CollectionsMarshal.AsSpan(values)) pixels[pixel] = value;
    }
}
