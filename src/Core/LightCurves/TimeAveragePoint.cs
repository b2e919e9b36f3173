namespace Nocturne.Core.LightCurves;

/// <summary>Scatter of means of so many points.</summary>
/// <param name="Points">Points in a mean.</param>
/// <param name="Duration">Time that they take, in the unit of the times.</param>
/// <param name="Rms">Scatter of the means.</param>
/// <param name="White">What it would be if the noise were white: σ₁ ÷ √n × √(m ÷ (m − 1)), for m means.</param>
/// <param name="Means">Number of means.</param>
public sealed record TimeAveragePoint(int Points, double Duration, double Rms, double White, int Means)
{
    /// <summary>How much larger than of white noise the scatter is.</summary>
    public double Beta => Rms / White;
}
