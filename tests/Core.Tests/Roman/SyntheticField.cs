using MathNet.Numerics;

namespace Nocturne.Core.Tests.Roman;

/// <summary>A small sky: stars of one shape on a flat background, with normal noise.</summary>
sealed class SyntheticField(int width, int height)
{
    public int Width => width;

    public int Height => height;

    /// <summary>Stars: place [pixels] and counts [DN/s].</summary>
    public List<(double X, double Y, double Counts)> Stars { get; init; } = [];

    public double Sky { get; init; } = 0.4;

    /// <summary>Standard deviation of a sky pixel; the stars' own noise is added as counts over <see cref="Gain"/>.</summary>
    public double Noise { get; init; }

    /// <summary>Electrons per unit.</summary>
    public double Gain { get; init; } = 200;

    /// <summary>Width of the stars [pixels].</summary>
    public double PsfSigma { get; init; } = 1.1;

    public int Seed { get; init; } = 1;

    public string Start { get; init; } = "2026-10-01T00:00:00.000";

    public string Filter { get; init; } = "F106";

    /// <summary>Data and errors, row by row.</summary>
    public (float[] Data, float[] Error) Render()
    {
        var signal = new double[width * height];
        foreach (var star in Stars) Add(signal, star);
        var random = new Random(Seed);
        var data = new float[signal.Length];
        var error = new float[signal.Length];
        for (var i = 0; i < signal.Length; i++)
        {
            var sigma = Math.Sqrt((Noise * Noise) + (Noise > 0 ? signal[i] / Gain : 0));
            data[i] = (float)(Sky + signal[i] + (sigma > 0 ? sigma * Normal(random) : 0));
            error[i] = (float)Math.Max(sigma, 1e-6);
        }

        return (data, error);
    }

    void Add(double[] signal, (double X, double Y, double Counts) star)
    {
        var reach = 6 * PsfSigma;
        for (var y = Math.Max(0, (int)(star.Y - reach)); y <= Math.Min(height - 1, (int)(star.Y + reach)); y++)
        {
            for (var x = Math.Max(0, (int)(star.X - reach)); x <= Math.Min(width - 1, (int)(star.X + reach)); x++)
                signal[(y * width) + x] += star.Counts * Share(x - star.X) * Share(y - star.Y);
        }
    }

    // The light of a Gaussian in a pixel's width.
    double Share(double distance) => 0.5 * (SpecialFunctions.Erf((distance + 0.5) / (PsfSigma * Math.Sqrt(2))) - SpecialFunctions.Erf((distance - 0.5) / (PsfSigma * Math.Sqrt(2))));

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
