namespace Nocturne.Core.Simulation;

/// <summary>A flare: a sudden rise and an exponential decay, weaker towards the red.</summary>
/// <param name="Star">The star's number, from 1.</param>
/// <param name="Start">Frame of the rise.</param>
/// <param name="Amplitude">Added light at the peak in camera 1, as a share of the star's own.</param>
/// <param name="Decay">Frames in which the added light falls by a factor e.</param>
/// <param name="AmplitudePerCamera">Amplitude in each camera relative to the one before.</param>
public sealed record FlareVariability(int Star, double Start, double Amplitude, double Decay, double AmplitudePerCamera = 0.5)
    : Variability(Star)
{
    public override string Kind => "flare";

    public override double Factor(double frames, int camera) =>
        frames < Start ? 1 : 1 + (Amplitude * Math.Pow(AmplitudePerCamera, camera - 1) * Math.Exp(-(frames - Start) / Decay));
}
