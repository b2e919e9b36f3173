using Nocturne.Core.LightCurves;

namespace Nocturne.Runner.Curves;

/// <summary>What a light curve is to be made of.</summary>
sealed record CurveRequest
{
    /// <summary>The stars to compare with; null learns them.</summary>
    public IReadOnlyList<int>? Comparisons { get; init; }

    public CurveMethod Method { get; init; }

    public Normalisation Normalise { get; init; }

    /// <summary>Names of regressors.</summary>
    public IReadOnlyList<string> Detrend { get; init; } = [];

    /// <summary>Stretches of time that the trend is not fitted to [MJD, on the scale of the curve].</summary>
    public IReadOnlyList<TimeInterval> LeftOut { get; init; } = [];

    /// <summary>Length of a bin [days]; zero for none.</summary>
    public double BinDays { get; init; }

    public double Gap { get; init; } = GoodTimes.GapInSpacings;

    public EnsembleOptions Ensemble { get; init; } = new();

    /// <summary>Diameter of the telescope [m]; zero leaves scintillation out.</summary>
    public double TelescopeDiameter { get; init; }

    /// <summary>Height of the site [m].</summary>
    public double SiteHeight { get; init; }

    public double Scintillation { get; init; } = Core.LightCurves.Scintillation.UsualCoefficient;
}
