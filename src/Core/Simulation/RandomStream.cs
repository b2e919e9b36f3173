using System.Numerics;

namespace Nocturne.Core.Simulation;

/// <summary>A stream of random numbers that is the same on every machine and depends only on what it is for.</summary>
/// <remarks>xoshiro256** (Blackman and Vigna 2021, ACM TOMS 47, 36), its state filled by SplitMix64 from a hash of the key. Streams of
/// different keys are independent, so frames may be made in any order and by any number of workers. One stream belongs to one
/// worker.</remarks>
public sealed class RandomStream
{
    const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    ulong s0, s1, s2, s3;

    /// <param name="seed">The night's seed.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="band">Key of the band, or 0 for what the bands share.</param>
    /// <param name="frame">Number of the frame, or 0 for what the frames share.</param>
    public RandomStream(ulong seed, RandomPurpose purpose, ulong band = 0, long frame = 0)
    {
        var hash = Mix(seed + GoldenGamma);
        hash = Mix(hash ^ ((ulong)purpose * 0xD1342543DE82EF95));
        hash = Mix(hash ^ Mix(band + GoldenGamma));
        hash = Mix(hash ^ Mix((ulong)frame ^ GoldenGamma));
        s0 = Mix(hash += GoldenGamma);
        s1 = Mix(hash += GoldenGamma);
        s2 = Mix(hash += GoldenGamma);
        s3 = Mix(hash + GoldenGamma);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var shifted = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= shifted;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>A whole number in [0, count), by multiplication: uniform to 2⁻⁶⁴.</summary>
    public int NextBelow(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double NextNormal() => NormalZiggurat.Next(this);

    /// <summary>The finaliser of SplitMix64 (Steele et al. 2014).</summary>
    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
