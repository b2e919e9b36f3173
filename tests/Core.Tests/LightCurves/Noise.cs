using Nocturne.Core.LightCurves;
using Nocturne.Core.Quality;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.LightCurves;

/// <summary>Random numbers and statistics for tests.</summary>
static class Noise
{
    public static RandomStream Stream(long number) => new(20240608, RandomPurpose.Pixels, 3, number);

    public static double[] Normal(this RandomStream random, int count, double sigma = 1)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = sigma * random.NextNormal();
        return values;
    }

    public static double Deviation(IEnumerable<double> values)
    {
        var list = values.ToArray();
        var mean = list.Average();
        return Math.Sqrt(list.Sum(value => (value - mean) * (value - mean)) / (list.Length - 1));
    }

    public static double[] Constant(int count, double value) => [.. Enumerable.Repeat(value, count)];

    public static double[] Even(int count, double step, double start = 0) => [.. Enumerable.Range(0, count).Select(i => start + (i * step))];

    /// <summary>A star with photon noise: flux times model times what comes through.</summary>
    public static StarSeries Star(int number, double flux, double[] transparency, RandomStream random, Func<int, double>? model = null)
    {
        var values = new double[transparency.Length];
        var errors = new double[transparency.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var light = flux * transparency[i] * (model?.Invoke(i) ?? 1);
            errors[i] = Math.Sqrt(light + 400);
            values[i] = light + (errors[i] * random.NextNormal());
        }

        return new(number, values, errors, new QualityFlag[values.Length]);
    }

    /// <summary>Airmass, haze and clouds.</summary>
    public static double[] Sky(int frames, RandomStream random, bool clouds = true)
    {
        var sky = new double[frames];
        var wander = 0.0;
        for (var i = 0; i < frames; i++)
        {
            wander = (0.98 * wander) + (0.01 * random.NextNormal());
            var cloud = clouds && i > 0.4 * frames && i < 0.6 * frames ? 0.7 * Math.Sin(Math.PI * (i - (0.4 * frames)) / (0.2 * frames)) : 0;
            sky[i] = Math.Exp(-0.1 * i / frames) * (1 + wander) * (1 - cloud);
        }

        return sky;
    }
}
