using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>Images of round Gaussian stars with exact pixel integrals and normal noise of the right width.</summary>
static class SyntheticStars
{
    public const double Gain = 2;
    public const double Width = 3;
    public const double SkyRms = 8;

    public static IProfile Profile => GaussianProfile.OfFwhm(Width);

    /// <summary>Adds the light of a star.</summary>
    public static void Add(double[] light, int width, int height, double x, double y, double flux) =>
        Stamp.At(Profile, x, y).AddTo(new PixelBox(0, 0, width, height), light, flux);

    /// <summary>Light on a level, with the noise of sky and electrons.</summary>
    public static Image Observe(double[] light, int width, int height, double level, Random random)
    {
        var image = new Image(width, height);
        for (var p = 0; p < light.Length; p++)
        {
            var variance = (SkyRms * SkyRms) + (Math.Max(light[p], 0) / Gain);
            image.Pixels[p] = (float)(level + light[p] + (Math.Sqrt(variance) * Normal(random)));
        }

        return image;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Stars on a loose grid, each at its own fraction of a pixel.</summary>
    public static (Image Image, SourcePosition[] Sources) Field(int columns, int rows, int spacing, double flux, double level, int seed)
    {
        var random = new Random(seed);
        int width = columns * spacing, height = rows * spacing;
        var light = new double[width * height];
        var sources = new SourcePosition[columns * rows];
        for (var i = 0; i < sources.Length; i++)
        {
            var x = ((i % columns) * spacing) + (0.5 * spacing) + random.NextDouble() - 0.5;
            var y = ((i / columns) * spacing) + (0.5 * spacing) + random.NextDouble() - 0.5;
            sources[i] = new SourcePosition(x, y);
            Add(light, width, height, x, y, flux);
        }

        return (Observe(light, width, height, level, random), sources);
    }

    /// <summary>A sampled model of the stars' profile, after the pixel.</summary>
    public static PsfModel Model(int side = 41, double sampling = 0.5)
    {
        var samples = new double[side * side];
        var point = new GaussianProfile(Width / Fwhm.PerSigma, 1);
        var one = new double[1];
        for (var j = 0; j < side; j++)
        {
            for (var i = 0; i < side; i++)
            {
                // The value at a point of the profile after the pixel is the integral over a pixel round that point.
                double x = (i - (side / 2)) * sampling, y = (j - (side / 2)) * sampling;
                point.Fill(x, y, 0, 0, one);
                samples[(j * side) + i] = one[0];
            }
        }

        return new PsfModel(side, side, sampling, 0, [samples]) { Fwhm = Width };
    }

    public static MeasureInput Known(Image image, double level) =>
        new(image) { Background = new ConstantField(level) };

    /// <summary>Mean and standard deviation.</summary>
    public static (double Mean, double Deviation) Moments(IEnumerable<double> values)
    {
        var list = values.ToArray();
        var mean = list.Average();
        return (mean, Math.Sqrt(list.Sum(value => (value - mean) * (value - mean)) / (list.Length - 1)));
    }
}
