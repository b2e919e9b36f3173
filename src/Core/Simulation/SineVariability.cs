namespace Nocturne.Core.Simulation;

/// <summary>A sine: 1 + √2 rms sin(2π f n + phase), with a phase for each camera; the defaults are those of OPTICAM's generator.</summary>
/// <param name="Star">The star's number, from 1.</param>
/// <param name="Rms">Standard deviation of the light.</param>
/// <param name="CyclesPerFrame">Frequency f [1/frame].</param>
/// <param name="PhasePerCamera">Phase of camera 2; camera 1 has none, camera 3 twice as much [radians].</param>
public sealed record SineVariability(int Star, double Rms = 0.02, double CyclesPerFrame = 0.135, double PhasePerCamera = Math.PI / 2)
    : Variability(Star)
{
    public override string Kind => "sine";

    public override double Factor(double frames, int camera) =>
        1 + (Rms * Math.Sqrt(2) * Math.Sin((2 * Math.PI * CyclesPerFrame * frames) + (PhasePerCamera * (camera - 1))));
}
