namespace Nocturne.Runner.Curves;

/// <summary>How comparison stars are put together.</summary>
public enum CurveMethod
{
    /// <summary>Each with the weight that the night shows it to be worth.</summary>
    Weighted,

    /// <summary>Their plain sum, in the frames that have them all, as opticam does.</summary>
    Sum,
}
