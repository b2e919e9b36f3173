namespace Nocturne.Core.Vetting;

/// <summary>Depth of one dip in the best aperture of Nocturne's own form.</summary>
/// <param name="Number">Number of the dip; that of the epoch is 0.</param>
/// <param name="MidTime">Mid-time by the ephemeris [BTJD].</param>
/// <param name="DepthPpm">Depth [ppm].</param>
/// <param name="ErrorPpm">Its standard error [ppm].</param>
/// <param name="InTransit">Cadences in it.</param>
/// <param name="Baseline">Cadences of its baseline.</param>
public sealed record TransitDepth(long Number, double MidTime, double DepthPpm, double ErrorPpm, int InTransit, int Baseline)
{
    /// <summary>Whether its depth may still change: more cadences are to come, and none is later than the window of its baseline.</summary>
    public bool IsProvisional { get; init; }
}
