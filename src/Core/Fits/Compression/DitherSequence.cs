namespace Nocturne.Core.Fits.Compression;

/// <summary>The 10,000 random numbers that packers and readers of dithered images share (FITS standard 4.0, appendix I): the generator of
/// Park and Miller.</summary>
sealed class DitherSequence
{
    public const int Length = 10_000;

    static readonly float[] Numbers = Generate();

    int start;
    int next;

    /// <param name="tile">Number of the tile, from 0.</param>
    /// <param name="seed">ZDITHER0, from 1 to 10,000.</param>
    public DitherSequence(long tile, long seed)
    {
        start = (int)((tile + seed - 1) % Length);
        next = First(start);
    }

    /// <summary>The number for the next pixel, in [0, 1).</summary>
    public float Next()
    {
        var number = Numbers[next];
        if (++next == Length)
        {
            start = (start + 1) % Length;
            next = First(start);
        }

        return number;
    }

    static int First(int start) => (int)(Numbers[start] * 500);

    static float[] Generate()
    {
        const long Multiplier = 16_807;
        const long Modulus = 2_147_483_647;
        var numbers = new float[Length];
        var state = 1L;
        for (var i = 0; i < numbers.Length; i++)
        {
            state = Multiplier * state % Modulus;
            numbers[i] = (float)(state / (double)Modulus);
        }

        return numbers;
    }
}
