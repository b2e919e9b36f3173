namespace Nocturne.Core.LightCurves;

/// <summary>Correlation of two light curves over the lag of the second behind the first.</summary>
/// <param name="Lag">Lags; positive means that the second does later what the first does.</param>
/// <param name="Correlation">Correlation; NaN where no points meet.</param>
/// <param name="Error">Standard deviation of the correlation; NaN where it is not known.</param>
public sealed record LagCurve(double[] Lag, double[] Correlation, double[] Error)
{
    /// <summary>The lag of the highest correlation, between the points of the curve; NaN when there is none.</summary>
    public double Peak
    {
        get
        {
            var best = BestIndex;
            if (best < 0) return double.NaN;
            if (best == 0 || best == Lag.Length - 1) return Lag[best];
            var (before, peak, after) = (Correlation[best - 1], Correlation[best], Correlation[best + 1]);
            var curvature = before - (2 * peak) + after;
            return curvature < 0 ? Lag[best] + ((Lag[best + 1] - Lag[best]) * (before - after) / (2 * curvature)) : Lag[best];
        }
    }

    /// <summary>The highest correlation.</summary>
    public double Highest => BestIndex < 0 ? double.NaN : Correlation[BestIndex];

    int BestIndex
    {
        get
        {
            var best = -1;
            for (var i = 0; i < Correlation.Length; i++)
                if (double.IsFinite(Correlation[i]) && (best < 0 || Correlation[i] > Correlation[best])) best = i;
            return best;
        }
    }
}
