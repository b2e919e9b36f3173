namespace Nocturne.Core.Instruments;

/// <summary>A pause in a series of frames.</summary>
/// <param name="Before">Last frame before it.</param>
/// <param name="After">First frame after it.</param>
/// <param name="Seconds">From start to start [seconds].</param>
public sealed record SurveyGap(string Before, string After, double Seconds);
