using Nocturne.Core.Alignment;

namespace Nocturne.Core.Simulation;

/// <summary>Sky and telescope through the night: what all cameras share at a time.</summary>
/// <remarks>Times are in frames of the plan, so that cameras of other cadences see the same clouds; random changes from frame to frame go by
/// index.</remarks>
sealed class NightConditions(SimulationPlan plan)
{
    public double Transparency(double frames, int index)
    {
        var options = plan.Transparency;
        var transparency = 1 - (options.CloudDepth * Cloud(frames / options.CloudPeriod));
        foreach (var spell in options.Spells)
        {
            if (frames >= spell.First - 1e-9 && frames <= spell.Last + 1e-9) transparency *= spell.Transparency;
        }

        if (options.Scatter > 0) transparency *= 1 + (options.Scatter * Stream(RandomPurpose.Transparency, index).NextNormal());
        return Math.Max(0, transparency);
    }

    public PsfShape Psf(SimulatedBand band, double frames, int index)
    {
        var options = plan.Psf;
        var seeing = 1 + (options.SeeingAmplitude * Math.Sin(2 * Math.PI * frames / options.SeeingPeriod));
        if (options.SeeingScatter > 0) seeing += options.SeeingScatter * Stream(RandomPurpose.Seeing, index).NextNormal();
        var sigma = plan.PsfSigma * band.Scale * Math.Max(0.2, seeing);
        var stretch = Math.Sqrt(options.Elongation);
        return new(sigma * stretch, sigma / stretch, options.OrientationDegrees);
    }

    /// <summary>From the positions of the stars in the field to those in a frame.</summary>
    public PlaneTransform Field(SimulatedBand band, double frames, int index)
    {
        var options = plan.Motion;
        var (centreX, centreY) = ((plan.Width - 1) / 2.0, (plan.Height - 1) / 2.0);
        var turn = options.RotationDegrees * frames;
        if (frames >= options.FlipAtFrame) turn += 180;
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(turn));
        var random = Stream(RandomPurpose.Jitter, index);
        var (jitterX, jitterY) = (plan.JitterSigma * random.NextNormal(), plan.JitterSigma * random.NextNormal());
        return PlaneTransform.Shift(-centreX, -centreY)
            .Then(new(cos, -sin, 0, sin, cos, 0))
            .Then(PlaneTransform.Shift(centreX + (options.DriftX * frames) + jitterX, centreY + (options.DriftY * frames) + jitterY))
            .Then(band.FromField(centreX, centreY));
    }

    /// <summary>A smooth random curve between 0 and 1, mostly low: the square of random knots joined by smooth steps.</summary>
    double Cloud(double time)
    {
        if (plan.Transparency.CloudDepth <= 0) return 0;
        var knot = Math.Floor(time);
        var step = time - knot;
        var share = step * step * (3 - (2 * step));
        var before = Stream(RandomPurpose.Clouds, (long)knot).NextUniform();
        var after = Stream(RandomPurpose.Clouds, (long)knot + 1).NextUniform();
        var value = before + (share * (after - before));
        return value * value;
    }

    RandomStream Stream(RandomPurpose purpose, long frame) => new(plan.Seed, purpose, 0, frame);
}
