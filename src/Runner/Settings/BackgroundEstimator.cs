namespace Nocturne.Runner.Settings;

/// <summary>Whose rules the background mesh follows.</summary>
public enum BackgroundEstimator
{
    Photutils,
    Sextractor,
}
