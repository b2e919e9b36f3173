namespace Nocturne.Core.Calibration;

/// <summary>One search for cosmic rays in one state of the pixels.</summary>
readonly ref struct CosmicRaySearch(ReadOnlySpan<float> pixels, int width, int height, CosmicRayOptions options)
{
    /// <summary>The fine structure of a smooth sky is not less than this [standard deviations].</summary>
    const float LeastStructure = 0.01f;

    readonly ReadOnlySpan<float> pixels = pixels;
    readonly Dictionary<int, float> significances = [];

    /// <summary>The hits among the candidates, and the pixels beside them that belong to them.</summary>
    public HashSet<int> Hits(List<int> candidates, HashSet<int> spared)
    {
        var hits = new HashSet<int>();
        foreach (var candidate in candidates)
        {
            if (!spared.Contains(candidate) && IsHit(candidate)) hits.Add(candidate);
        }
        Grow(hits, options.Sigma, spared);
        Grow(hits, options.Sigma * options.NeighbourShare, spared);
        return hits;
    }

    void Grow(HashSet<int> hits, double limit, HashSet<int> spared)
    {
        foreach (var hit in hits.ToArray())
        {
            var (x, y) = (hit % width, hit / width);
            for (var row = Math.Max(0, y - 1); row <= Math.Min(height - 1, y + 1); row++)
            {
                for (var column = Math.Max(0, x - 1); column <= Math.Min(width - 1, x + 1); column++)
                {
                    var pixel = (row * width) + column;
                    if (!hits.Contains(pixel) && !spared.Contains(pixel) && BelongsToHit(pixel, limit)) hits.Add(pixel);
                }
            }
        }
    }

    /// <summary>The contrast is asked for here, too, as a share: a hit on a star shall not take the star's own pixels with it.</summary>
    bool BelongsToHit(int pixel, double limit)
    {
        var standing = StandingOut(pixel);
        return standing > limit && standing > options.NeighbourShare * options.Contrast * FineStructure(pixel);
    }

    bool IsHit(int pixel)
    {
        if (Significance(pixel) <= options.Sigma) return false;
        var standing = StandingOut(pixel);
        return standing > options.Sigma && standing > options.Contrast * FineStructure(pixel);
    }

    /// <summary>S' = S - the 5 x 5 median of S.</summary>
    float StandingOut(int pixel)
    {
        var (x, y) = (pixel % width, pixel / width);
        Span<float> window = stackalloc float[25];
        var count = 0;
        for (var row = Math.Max(0, y - 2); row <= Math.Min(height - 1, y + 2); row++)
        {
            for (var column = Math.Max(0, x - 2); column <= Math.Min(width - 1, x + 2); column++)
            {
                var value = Significance((row * width) + column);
                if (float.IsFinite(value)) window[count++] = value;
            }
        }
        return Significance(pixel) - SmallMedian.Of(window[..count]);
    }

    /// <summary>S = L⁺ ÷ 2N.</summary>
    float Significance(int pixel)
    {
        if (significances.TryGetValue(pixel, out var known)) return known;
        var value = CosmicRayCandidates.Laplacian(pixels, width, height, pixel % width, pixel / width) / (2 * Noise(pixel));
        significances.Add(pixel, value);
        return value;
    }

    /// <summary>Standard deviation that the 5 x 5 median calls for [ADU].</summary>
    float Noise(int pixel)
    {
        Span<float> window = stackalloc float[25];
        var count = SmallMedian.Gather(pixels, width, height, pixel % width, pixel / width, 2, window);
        return CosmicRayCandidates.Noise(SmallMedian.Of(window[..count]), options);
    }

    /// <summary>(M3 - M7(M3)) ÷ N.</summary>
    float FineStructure(int pixel)
    {
        var (x, y) = (pixel % width, pixel / width);
        Span<float> nine = stackalloc float[9], window = stackalloc float[49];
        var (count, middle) = (0, 0f);
        for (var row = Math.Max(0, y - 3); row <= Math.Min(height - 1, y + 3); row++)
        {
            for (var column = Math.Max(0, x - 3); column <= Math.Min(width - 1, x + 3); column++)
            {
                var median = SmallMedian.Of(nine[..SmallMedian.Gather(pixels, width, height, column, row, 1, nine)]);
                if (row == y && column == x) middle = median;
                if (float.IsFinite(median)) window[count++] = median;
            }
        }
        return Math.Max(LeastStructure, (middle - SmallMedian.Of(window[..count])) / Noise(pixel));
    }
}
