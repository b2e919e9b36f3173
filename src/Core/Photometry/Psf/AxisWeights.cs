namespace Nocturne.Core.Photometry.Psf;

/// <summary>For each pixel of a stamp's side: which samples of a model's side it takes, and how much of each.</summary>
/// <remarks>The kinds of resampling differ only in these weights; a stamp is rows × samples × columns.</remarks>
sealed class AxisWeights
{
    readonly double[] weights;
    readonly int samples;
    readonly int[] first;
    readonly int[] last;

    AxisWeights(int pixels, int samples)
    {
        Pixels = pixels;
        this.samples = samples;
        weights = new double[pixels * samples];
        first = new int[pixels];
        last = new int[pixels];
        Array.Fill(first, samples);
        Array.Fill(last, -1);
    }

    public int Pixels { get; }

    /// <summary>Spline values at the pixels' centres; nothing outside the samples.</summary>
    /// <param name="pixels">Pixels of the side.</param>
    /// <param name="samples">Samples of the side.</param>
    /// <param name="start">Coordinate of the first pixel's centre among the samples.</param>
    /// <param name="step">Samples per pixel.</param>
    public static AxisWeights Spline(int pixels, int samples, double start, double step)
    {
        var axis = new AxisWeights(pixels, samples);
        for (var i = 0; i < pixels; i++) axis.AddSpline(i, start + (i * step), 1);
        return axis;
    }

    /// <summary>Spline values moved by a fraction and added up in blocks of samples.</summary>
    public static AxisWeights SplineBlocks(int pixels, int samples, double shift, int block)
    {
        var axis = new AxisWeights(pixels, samples);
        for (var i = 0; i < pixels * block; i++) axis.AddSpline(i / block, i - shift, 1);
        return axis;
    }

    /// <summary>
    /// The spline integrated over each pixel, in units of a sample (five Gauss points per sample or pixel, whichever is finer).
    /// </summary>
    public static AxisWeights SplineIntegrals(int pixels, int samples, double start, double step)
    {
        ReadOnlySpan<double> nodes = [-0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640];
        ReadOnlySpan<double> shares = [0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891];
        var axis = new AxisWeights(pixels, samples);
        var pieces = (int)Math.Max(1, Math.Ceiling(step));
        var width = step / pieces;
        for (var i = 0; i < pixels; i++)
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                var middle = start + (i * step) + ((piece + 0.5 - (0.5 * pieces)) * width);
                for (var n = 0; n < nodes.Length; n++) axis.AddSpline(i, middle + (0.5 * width * nodes[n]), 0.5 * width * shares[n]);
            }
        }

        return axis;
    }

    /// <summary>
    /// The length of each sample, one wide, that lies in the pixel; nothing for pixels whose centre lies outside the samples.
    /// </summary>
    public static AxisWeights Overlap(int pixels, int samples, double start, double step)
    {
        var axis = new AxisWeights(pixels, samples);
        for (var i = 0; i < pixels; i++)
        {
            if (!Inside(start + (i * step), samples)) continue;
            var low = start + ((i - 0.5) * step);
            var high = low + step;
            for (var s = Math.Max(0, (int)Math.Floor(low + 0.5)); s < samples && s - 0.5 < high; s++)
                axis.Add(i, s, Math.Max(0, Math.Min(high, s + 0.5) - Math.Max(low, s - 0.5)));
        }

        return axis;
    }

    /// <summary>
    /// Lanczos kernel of four lobes at the pixels' centres, scaled to a sum of one over the samples that exist; nothing outside them.
    /// </summary>
    public static AxisWeights Lanczos(int pixels, int samples, double start, double step)
    {
        const int Lobes = 4;
        var axis = new AxisWeights(pixels, samples);
        Span<double> taps = stackalloc double[2 * Lobes];
        for (var i = 0; i < pixels; i++)
        {
            var centre = start + (i * step);
            if (!Inside(centre, samples)) continue;
            var low = (int)Math.Floor(centre) - Lobes + 1;
            double sum = 0;
            for (var t = 0; t < taps.Length; t++)
            {
                taps[t] = low + t >= 0 && low + t < samples ? LanczosFromTable(centre - (low + t), Lobes) : 0;
                sum += taps[t];
            }

            for (var t = 0; t < taps.Length; t++) axis.Add(i, low + t, taps[t] / sum);
        }

        return axis;
    }

    /// <summary>Applies the weights of columns and rows to samples.</summary>
    public static void Apply(AxisWeights columns, AxisWeights rows, ReadOnlySpan<double> samples, Span<double> stamp)
    {
        var width = columns.Pixels;
        var between = new double[rows.samples * width];
        for (var y = 0; y < rows.samples; y++)
        {
            var line = samples.Slice(y * columns.samples, columns.samples);
            for (var x = 0; x < width; x++)
            {
                double sum = 0;
                for (var s = columns.first[x]; s <= columns.last[x]; s++) sum += columns.weights[(x * columns.samples) + s] * line[s];
                between[(y * width) + x] = sum;
            }
        }

        for (var y = 0; y < rows.Pixels; y++)
        {
            var line = stamp.Slice(y * width, width);
            line.Clear();
            for (var s = rows.first[y]; s <= rows.last[y]; s++)
            {
                var weight = rows.weights[(y * rows.samples) + s];
                var source = between.AsSpan(s * width, width);
                for (var x = 0; x < width; x++) line[x] += weight * source[x];
            }
        }
    }

    static bool Inside(double coordinate, int samples) => coordinate >= 0 && coordinate <= samples - 1;

    /// <summary>The kernel as sep-x takes it: straight lines between 512 values.</summary>
    static double LanczosFromTable(double distance, int lobes)
    {
        const int Steps = 511;
        var place = Math.Abs(distance) * Steps / lobes;
        var entry = (int)place;
        var t = place - entry;
        return ((1 - t) * LanczosKernel(entry * (double)lobes / Steps, lobes)) + (t * LanczosKernel((entry + 1) * (double)lobes / Steps, lobes));
    }

    static double LanczosKernel(double distance, int lobes)
    {
        var x = Math.Abs(distance);
        if (x < 1e-9) return 1;
        if (x >= lobes) return 0;
        var angle = Math.PI * x;
        return lobes * Math.Sin(angle) * Math.Sin(angle / lobes) / (angle * angle);
    }

    void AddSpline(int pixel, double coordinate, double factor)
    {
        if (!Inside(coordinate, samples)) return;
        var cell = (int)Math.Floor(coordinate);
        var t = coordinate - cell;
        var rest = 1 - t;
        Add(pixel, Mirror(cell - 1), factor * rest * rest * rest / 6);
        Add(pixel, Mirror(cell), factor * (4 - (3 * t * t * (2 - t))) / 6);
        Add(pixel, Mirror(cell + 1), factor * (4 - (3 * rest * rest * (2 - rest))) / 6);
        Add(pixel, Mirror(cell + 2), factor * t * t * t / 6);
    }

    int Mirror(int sample)
    {
        if (samples == 1) return 0;
        var period = 2 * (samples - 1);
        var folded = Math.Abs(sample) % period;
        return folded < samples ? folded : period - folded;
    }

    void Add(int pixel, int sample, double weight)
    {
        if ((uint)sample >= (uint)samples || weight == 0) return;
        weights[(pixel * samples) + sample] += weight;
        if (sample < first[pixel]) first[pixel] = sample;
        if (sample > last[pixel]) last[pixel] = sample;
    }
}
