namespace Nocturne.Core.Detection;

/// <summary>A small kernel that the image is correlated with before sources are looked for.</summary>
public sealed class DetectionFilter
{
    readonly float[] weights;

    /// <param name="width">Width, odd.</param>
    /// <param name="height">Height, odd.</param>
    /// <param name="weights">Weights, row by row; they are divided by the sum of their absolute values.</param>
    /// <exception cref="ArgumentException">A side is not odd, the number of weights is not width × height, or they are all zero or not
    /// finite.</exception>
    public DetectionFilter(int width, int height, ReadOnlySpan<float> weights)
    {
        if (width < 1 || height < 1 || width % 2 == 0 || height % 2 == 0)
            throw new ArgumentException($"A detection filter of {width} x {height} pixels has no middle; both sides must be odd.");
        if (weights.Length != width * height)
            throw new ArgumentException($"A detection filter of {width} x {height} pixels needs {width * height} weights but got {weights.Length}.", nameof(weights));
        var sum = 0f;
        foreach (var weight in weights) sum += MathF.Abs(weight);
        if (!(sum > 0) || !float.IsFinite(sum)) throw new ArgumentException("The weights of a detection filter must be finite and not all zero.", nameof(weights));
        (Width, Height) = (width, height);
        this.weights = new float[weights.Length];
        for (var k = 0; k < weights.Length; k++) this.weights[k] = weights[k] / sum;
    }

    /// <summary>The filter of Source Extractor and SEP: 1 2 1, 2 4 2, 1 2 1.</summary>
    public static DetectionFilter Default { get; } = new(3, 3, [1, 2, 1, 2, 4, 2, 1, 2, 1]);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Weights, row by row; their absolute values sum to one.</summary>
    public ReadOnlySpan<float> Weights => weights;
}
