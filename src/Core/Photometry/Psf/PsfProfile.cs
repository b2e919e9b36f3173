namespace Nocturne.Core.Photometry.Psf;

/// <summary>A sampled model as a profile.</summary>
public sealed class PsfProfile : IProfile
{
    readonly PsfModel model;
    readonly PsfSampling sampling;
    readonly double[][] content;
    readonly double[][] sums;
    readonly int block;
    readonly bool scaled;

    /// <param name="model">The model.</param>
    /// <param name="sampling">How its samples become pixels.</param>
    /// <param name="scaled">Whether a stamp of a peer's kind is scaled to a sum of one.</param>
    public PsfProfile(PsfModel model, PsfSampling sampling = PsfSampling.ByModel, bool scaled = true)
    {
        this.model = model;
        this.sampling = sampling;
        this.scaled = scaled && sampling != PsfSampling.ByModel;
        sums = [.. model.Planes.Select(plane => new[] { plane.Sum() })];
        content = sampling == PsfSampling.Sepx
            ? [.. model.Planes]
            : [.. model.Planes.Select(plane => SplineFilter.Coefficients(plane, model.Width, model.Height))];
        var perPixel = (int)Math.Round(1 / model.Sampling);
        block = sampling == PsfSampling.Stdpipe && perPixel > 1 && model.Width % perPixel == 0 && model.Height % perPixel == 0 ? perPixel : 0;
        Width = Side(model.Width);
        Height = Side(model.Height);
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public void Fill(double x, double y, int left, int top, Span<double> stamp)
    {
        var samples = new double[model.Width * model.Height];
        if (sampling == PsfSampling.Stdpipe && model.Degree > 0)
        {
            model.CombineSingle(x, y, samples);
            samples = SplineFilter.Coefficients(samples, model.Width, model.Height);
        }
        else
        {
            model.Combine(content, x, y, samples);
        }

        AxisWeights.Apply(Axis(model.Width, Width, x - left - (Width / 2)), Axis(model.Height, Height, y - top - (Height / 2)), samples, stamp);
        double scale;
        if (scaled)
        {
            scale = 0;
            foreach (var value in stamp) scale += value;
        }
        else if (sampling == PsfSampling.Sepx)
        {
            return;
        }
        else
        {
            Span<double> sum = stackalloc double[1];
            model.Combine(sums, x, y, sum);
            scale = sum[0] * (sampling == PsfSampling.Stdpipe && block > 0 || !model.PixelConvolved ? 1 : model.Sampling * model.Sampling);
        }

        // A source far outside its stamp puts no light there.
        if (scale == 0) return;
        for (var i = 0; i < stamp.Length; i++) stamp[i] /= scale;
    }

    int Side(int samples) => sampling == PsfSampling.Sepx ? Math.Max(1, (int)Math.Floor((samples * model.Sampling) + 0.5))
        : block > 0 ? samples / block
        : (2 * (int)Math.Floor(samples * model.Sampling / 2)) + 1;

    /// <param name="samples">Samples along the side.</param>
    /// <param name="pixels">Pixels along the side.</param>
    /// <param name="offset">Distance of the source from the middle pixel's centre.</param>
    AxisWeights Axis(int samples, int pixels, double offset)
    {
        var step = 1 / model.Sampling;
        if (sampling == PsfSampling.Sepx)
        {
            var start = (samples / 2) + ((-(pixels / 2) - offset) * step);
            return model.Sampling < 1 ? AxisWeights.Overlap(pixels, samples, start, step) : AxisWeights.Lanczos(pixels, samples, start, step);
        }

        if (block > 0) return AxisWeights.SplineBlocks(pixels, samples, offset * step, block);
        var first = (0.5 * (samples - 1)) + ((-(pixels / 2) - offset) * step);
        return sampling == PsfSampling.Stdpipe || model.PixelConvolved
            ? AxisWeights.Spline(pixels, samples, first, step)
            : AxisWeights.SplineIntegrals(pixels, samples, first, step);
    }
}
