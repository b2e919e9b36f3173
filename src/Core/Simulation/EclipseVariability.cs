namespace Nocturne.Core.Simulation;

/// <summary>An eclipse with a flat bottom and straight flanks, the same in every band.</summary>
/// <param name="Star">The star's number, from 1.</param>
/// <param name="Middle">Frame of mid-eclipse.</param>
/// <param name="Duration">From first to last contact [frames].</param>
/// <param name="Depth">Share of the light that is lost at the bottom.</param>
/// <param name="Flank">Length of each flank [frames].</param>
/// <param name="Period">Frames from eclipse to eclipse; null for a single one.</param>
public sealed record EclipseVariability(int Star, double Middle, double Duration, double Depth, double Flank = 1, double? Period = null)
    : Variability(Star)
{
    public override string Kind => "eclipse";

    public override double Factor(double frames, int camera)
    {
        var fromMiddle = Math.Abs(Period is double period ? Math.IEEERemainder(frames - Middle, period) : frames - Middle);
        var inside = (Duration / 2) - fromMiddle;
        return 1 - (Depth * (inside <= 0 ? 0 : inside >= Flank ? 1 : inside / Flank));
    }
}
