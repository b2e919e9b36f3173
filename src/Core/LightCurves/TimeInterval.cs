namespace Nocturne.Core.LightCurves;

/// <summary>A stretch of time, in the unit of the times that it was made from.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
public readonly record struct TimeInterval(double Start, double End)
{
    public double Length => End - Start;

    public bool Contains(double time) => time >= Start && time <= End;
}
