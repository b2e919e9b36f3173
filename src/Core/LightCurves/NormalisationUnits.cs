using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>The unit that belongs to a normalisation.</summary>
public static class NormalisationUnits
{
    /// <summary>What a curve is to be divided by; 1 when it has no such value other than zero.</summary>
    public static double UnitOf(this Normalisation normalisation, ReadOnlySpan<double> values)
    {
        var finite = Array.FindAll(values.ToArray(), double.IsFinite);
        var unit = finite.Length == 0 ? 1 : normalisation switch
        {
            Normalisation.Median => SigmaClip.Median(finite),
            Normalisation.Mean => SigmaClip.Mean(finite),
            Normalisation.Max => finite.Max(),
            _ => 1,
        };
        return unit != 0 && double.IsFinite(unit) ? unit : 1;
    }
}
