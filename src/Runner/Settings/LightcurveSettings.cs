using System.ComponentModel.DataAnnotations;
using Nocturne.Core.LightCurves;
using Nocturne.Runner.Curves;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>How light curves are made from the rows of a night; nothing here changes the rows.</summary>
public sealed record LightcurveSettings
{
    /// <summary>Stars to compare with: <c>auto</c>, or numbers with commas between them.</summary>
    [NoEffectOnResults]
    public required string Comparisons { get; init; }

    [NoEffectOnResults]
    public required CurveMethod Method { get; init; }

    [NoEffectOnResults]
    public required Normalisation Normalise { get; init; }

    /// <summary>What a light curve is freed of.</summary>
    [NoEffectOnResults]
    public required IReadOnlyList<string> Detrend { get; init; }

    /// <summary>Length of a bin; zero for none.</summary>
    [NoEffectOnResults]
    public required Duration Bin { get; init; }

    /// <summary>Step that counts as a gap [median spacings].</summary>
    [NoEffectOnResults]
    [Range(1, 1e6, MinimumIsExclusive = true)]
    public required double Gap { get; init; }

    [NoEffectOnResults]
    [Range(0, 1)]
    public required double SaturatedShare { get; init; }

    [NoEffectOnResults]
    [Range(0, 1)]
    public required double MissingShare { get; init; }

    [NoEffectOnResults]
    [Range(1, 100)]
    public required double VariableSigmas { get; init; }

    /// <summary>Diameter of the telescope [m]; zero leaves scintillation out.</summary>
    [NoEffectOnResults]
    [Range(0, 100)]
    public required double TelescopeDiameter { get; init; }

    /// <summary>Young's coefficient.</summary>
    [NoEffectOnResults]
    [Range(0, 10)]
    public required double Scintillation { get; init; }
}
