namespace Nocturne.Core.Photometry.Psf;

/// <summary>The samples of a PSF under construction.</summary>
sealed class PsfGrid
{
    readonly int oversampling;

    /// <param name="side">Side of the cut-outs, odd [pixels].</param>
    /// <param name="oversampling">Samples per pixel.</param>
    public PsfGrid(int side, int oversampling)
    {
        this.oversampling = oversampling;

        // One pixel less than the cut-outs, so that a star away from its pixel's centre still fills the samples.
        Count = ((side - 3) * oversampling) | 1;
    }

    /// <summary>Samples along a side, odd.</summary>
    public int Count { get; }

    /// <summary>Pixels between samples.</summary>
    public double Step => 1.0 / oversampling;

    /// <summary>Distance of a sample from the centre [pixels].</summary>
    public double Offset(int sample) => (sample - (Count / 2)) * Step;

    /// <summary>A star's profile on the samples, in units of its fitted flux; nothing without one.</summary>
    public double[]? Resample(PsfCutout cutout)
    {
        if (!(cutout.Flux > 0)) return null;
        var coefficients = SplineFilter.Coefficients(cutout.Counts, cutout.Side, cutout.Side);
        var (x, y) = cutout.Place;
        var samples = new double[Count * Count];
        AxisWeights.Apply(
            AxisWeights.Spline(Count, cutout.Side, x + Offset(0), Step), AxisWeights.Spline(Count, cutout.Side, y + Offset(0), Step),
            coefficients, samples);
        for (var s = 0; s < samples.Length; s++) samples[s] /= cutout.Flux;
        return samples;
    }

    /// <summary>Brings the rim to zero: a cosine over the outer fifth of the grid.</summary>
    public void Taper(double[][] planes)
    {
        var half = Count / 2 * Step;
        var start = Math.Min(0.8 * half, half - (2 * Step));
        for (var s = 0; s < planes[0].Length; s++)
        {
            double x = Offset(s % Count), y = Offset(s / Count);
            var radius = Math.Sqrt((x * x) + (y * y));
            var factor = radius <= start ? 1 : radius >= half ? 0 : 0.5 * (1 + Math.Cos(Math.PI * (radius - start) / (half - start)));
            foreach (var plane in planes) plane[s] *= factor;
        }
    }
}
