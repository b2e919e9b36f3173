using Nocturne.Core.Quality;

namespace Nocturne.Core.Vetting;

/// <summary>Which cadences take part: stated, chosen, and counted.</summary>
/// <param name="Name">Short name: none, default, hard, hardest, zero, or the user's own.</param>
/// <param name="Mask">Bits of the quality column that exclude a cadence.</param>
/// <param name="NeedsFiniteTime">Whether a cadence without a time is excluded.</param>
public sealed record QualityPolicy(string Name, int Mask, bool NeedsFiniteTime = true)
{
    /// <summary>Every cadence of the file.</summary>
    public static QualityPolicy None { get; } = new("none", 0, false);

    /// <summary>Only cadences with no bit at all.</summary>
    public static QualityPolicy Zero { get; } = new("zero", -1);

    /// <summary>What is certainly bad: what the common loaders of the missions' files leave out unless told otherwise.</summary>
    public static QualityPolicy Default(StampMission mission) => new("default", mission switch
    {
        StampMission.Tess => 175,
        StampMission.Kepler => 1_130_799,
        _ => (int)(QualityFlag.Saturated | QualityFlag.OutsideImage | QualityFlag.NoUsablePixels),
    });

    /// <summary>Also what may be bad; for TESS that includes scattered light.</summary>
    public static QualityPolicy Hard(StampMission mission) => new("hard", mission switch
    {
        StampMission.Tess => 7407,
        StampMission.Kepler => 1_664_431,
        _ => -1,
    });

    /// <summary>Every bit that a mission has.</summary>
    public static QualityPolicy Hardest(StampMission mission) => new("hardest", mission switch
    {
        StampMission.Tess => 65_535,
        StampMission.Kepler => 2_096_639,
        _ => -1,
    });

    /// <summary>The policy of a name.</summary>
    /// <exception cref="ArgumentException">There is no such policy.</exception>
    public static QualityPolicy Named(string name, StampMission mission) => name switch
    {
        "none" => None,
        "zero" => Zero,
        "default" => Default(mission),
        "hard" => Hard(mission),
        "hardest" => Hardest(mission),
        _ => throw new ArgumentException($"'{name}' is no quality policy; there are none, default, hard, hardest and zero.", nameof(name)),
    };

    /// <summary>Whether a cadence takes part.</summary>
    public bool Keeps(double time, int quality) => (quality & Mask) == 0 && (!NeedsFiniteTime || double.IsFinite(time));

    /// <summary>Selects cadences and counts what was left out, and how much of that lay in transit.</summary>
    /// <param name="pixels">All cadences.</param>
    /// <param name="mission">Whose bits they are.</param>
    /// <param name="ephemeris">The dips.</param>
    public QualitySelection Apply(TargetPixels pixels, StampMission mission, TransitEphemeris ephemeris)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(ephemeris);
        var keep = new bool[pixels.CadenceCount];
        var (withoutTime, inTransit, droppedInTransit) = (0, 0, 0);
        var counts = new SortedDictionary<uint, (int All, int InTransit)>();
        for (var i = 0; i < keep.Length; i++)
        {
            var (time, quality) = (pixels.Times[i], pixels.Quality[i]);
            keep[i] = Keeps(time, quality);
            var within = ephemeris.IsInTransit(time);
            if (within) inTransit++;
            if (within && !keep[i]) droppedInTransit++;
            if (!keep[i] && !double.IsFinite(time)) withoutTime++;
            foreach (var bit in StampQualityBits.Of(quality & Mask))
            {
                var (all, inside) = counts.GetValueOrDefault((uint)bit);
                counts[(uint)bit] = (all + 1, inside + (within ? 1 : 0));
            }
        }

        var selected = pixels.Where(keep);
        return new(this, selected, keep, pixels.CadenceCount, pixels.CadenceCount - selected.CadenceCount, withoutTime, inTransit, droppedInTransit)
        {
            Bits = [.. counts.Select(entry => new QualityBitCount((int)entry.Key, StampQualityBits.Name(mission, (int)entry.Key), entry.Value.All, entry.Value.InTransit))],
        };
    }
}
