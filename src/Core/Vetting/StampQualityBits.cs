using System.Numerics;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Vetting;

/// <summary>What the quality bits of a mission mean, so that reports can name them.</summary>
public static class StampQualityBits
{
    static readonly string[] Tess =
    [
        "attitude tweak", "safe mode", "coarse point", "Earth point", "argabrightening", "desaturation", "cosmic ray in the aperture", "manual exclude",
        "discontinuity", "impulsive outlier", "cosmic ray in the collateral data", "stray light", "scattered light", "planet search exclude", "bad calibration",
        "too few targets for the error correction",
    ];

    static readonly string[] Kepler =
    [
        "attitude tweak", "safe mode", "coarse point", "Earth point", "zero crossing", "desaturation", "argabrightening", "cosmic ray in the aperture",
        "manual exclude", "bit 10", "sensitivity drop", "impulsive outlier", "argabrightening on the CCD", "cosmic ray in the collateral data", "detector anomaly",
        "no fine point", "no data", "rolling band in the aperture", "rolling band", "possible thruster firing", "thruster firing",
    ];

    /// <summary>The bits of a mask, the lowest first.</summary>
    public static IEnumerable<int> Of(int mask)
    {
        for (var rest = (uint)mask; rest != 0; rest &= rest - 1) yield return (int)(rest & (~rest + 1));
    }

    /// <summary>A few words for one bit.</summary>
    public static string Name(StampMission mission, int bit)
    {
        var place = BitOperations.TrailingZeroCount((uint)bit);
        return mission switch
        {
            StampMission.Tess when place < Tess.Length => Tess[place],
            StampMission.Kepler when place < Kepler.Length => Kepler[place],
            StampMission.OwnFrames when Enum.IsDefined((QualityFlag)bit) => ((QualityFlag)bit).ToString(),
            _ => $"bit {place + 1}",
        };
    }
}
