namespace Nocturne.Core.LightCurves;

/// <summary>How far one light curve lags behind another.</summary>
/// <param name="Lag">The lag of the highest correlation; positive means that the second band is later.</param>
/// <param name="Low">Lag below which 15.9 % of the trials lie.</param>
/// <param name="High">Lag above which 15.9 % of the trials lie.</param>
/// <param name="Correlation">The highest correlation.</param>
/// <param name="Trials">Trials whose correlation was significant.</param>
public sealed record LagEstimate(double Lag, double Low, double High, double Correlation, int Trials)
{
    /// <summary>Half of the central 68.3 %.</summary>
    public double Error => (High - Low) / 2;
}
