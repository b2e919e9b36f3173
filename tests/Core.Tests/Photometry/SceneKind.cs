using MathNet.Numerics.LinearAlgebra;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>A sky after the recipe of one of the reference scenes, with as many stars as statistics need.</summary>
/// <param name="Name">What it is like.</param>
/// <param name="Gain">Electrons per count.</param>
/// <param name="SkyRms">Noise of the sky [ADU].</param>
/// <param name="Level">True background at a place [ADU].</param>
/// <param name="Fwhm">Width of stars at a place [pixels].</param>
/// <param name="MoffatBeta">Exponent of the Moffat profile; zero for a Gaussian.</param>
/// <param name="Companions">Whether every star has a neighbour at two to three widths.</param>
sealed record SceneKind(string Name, double Gain, double SkyRms, Func<double, double, double> Level, Func<double, double, double> Fwhm, double MoffatBeta, bool Companions)
{
    /// <summary>Stars in a row; fewer where their fits are long.</summary>
    int Columns => MoffatBeta > 0 ? 17 : 20;

    /// <summary>A small aperture where stars stand close [pixels].</summary>
    public double Radius => MoffatBeta > 0 ? 3 : 4.5;

    public const double Faint = 700;
    public const double Bright = 40000;
    const int Spacing = 33;
    const int Side = 20 * Spacing;

    public static IReadOnlyList<SceneKind> All { get; } =
    [
        new("sparse, Gaussian, linear sky", 1.6, 12, (x, y) => 200 + (0.2 * x) + (0.1 * y), (_, _) => 3, 0, false),
        new("crowded, Moffat, structured sky", 2, 14, (x, y) => 390 + (33 * Math.Sin(x / 80)) + (6 * Math.Cos(y / 80)), (_, _) => 3.2, 3, true),
        new("Gaussian of varying width", 1.3, 12, (x, y) => 150 + (0.05 * x), (x, y) => 2.8 + (0.4 * x / Side) + (0.3 * y * y / (Side * (double)Side)), 0, false),
    ];

    /// <summary>The profile at a place, on a stamp that holds all but a thousandth of the light.</summary>
    public IProfile ProfileAt(double x, double y) => MoffatBeta > 0
        ? AnalyticProfile.Moffat(Fwhm(x, y), Fwhm(x, y), 0, MoffatBeta, 51)
        : GaussianProfile.OfFwhm(Fwhm(x, y));

    /// <summary>A night's image: one star in eight is bright. Companions come after the stars and are 0.6 times as bright.</summary>
    public (Image Image, SourcePosition[] Sources, double[] Fluxes) Observe(int seed)
    {
        var random = new Random(seed);
        var sources = new List<SourcePosition>();
        var fluxes = new List<double>();
        for (var i = 0; i < Columns * Columns; i++)
        {
            sources.Add(new(((i % Columns) * Spacing) + 16 + random.NextDouble() - 0.5, ((i / Columns) * Spacing) + 16 + random.NextDouble() - 0.5));
            fluxes.Add(i % 8 == 0 ? Bright : Faint);
        }
        for (var i = 0; Companions && i < Columns * Columns; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
            var distance = (2 + random.NextDouble()) * Fwhm(0, 0);
            sources.Add(new(sources[i].X + (distance * cos), sources[i].Y + (distance * sin)));
            fluxes.Add(0.6 * fluxes[i]);
        }
        var light = new double[Side * Side];
        for (var i = 0; i < sources.Count; i++)
            Stamp.At(ProfileAt(sources[i].X, sources[i].Y), sources[i].X, sources[i].Y).AddTo(new PixelBox(0, 0, Side, Side), light, fluxes[i]);
        var image = new Image(Side, Side);
        for (var p = 0; p < light.Length; p++)
        {
            var noise = Math.Sqrt((SkyRms * SkyRms) + (light[p] / Gain)) * SyntheticStars.Normal(random);
            image.Pixels[p] = (float)(Level(p % Side, p / Side) + light[p] + noise);
        }
        return (image, [.. sources], [.. fluxes]);
    }

    /// <summary>The true PSF as a sampled model; a width that changes becomes a polynomial of degree two.</summary>
    public PsfModel Model()
    {
        const double Sampling = 0.5;
        var samples = MoffatBeta > 0 ? 101 : 45;
        (double X, double Y)[] places = Fwhm(0, 0) == Fwhm(Side, Side)
            ? [(Side / 2.0, Side / 2.0)]
            : [.. from j in Enumerable.Range(0, 7) from i in Enumerable.Range(0, 7) select (i * Side / 6.0, j * Side / 6.0)];
        var degree = places.Length > 1 ? 2 : 0;
        var design = Matrix<double>.Build.DenseOfRows(places.Select(place => Terms(place, degree)));
        var values = Matrix<double>.Build.DenseOfRows(places.Select(place => Samples(place, samples, Sampling)));
        var planes = design.QR().Solve(values);
        return new(samples, samples, Sampling, degree, [.. planes.EnumerateRows().Select(row => row.ToArray())])
        {
            Fwhm = Fwhm(Side / 2.0, Side / 2.0),
            XZero = Side / 2.0,
            YZero = Side / 2.0,
            XScale = Side / 2.0,
            YScale = Side / 2.0,
        };
    }

    static IEnumerable<double> Terms((double X, double Y) place, int degree)
    {
        double u = (place.X - (Side / 2.0)) / (Side / 2.0), v = (place.Y - (Side / 2.0)) / (Side / 2.0);
        for (var j = 0; j <= degree; j++)
            for (var i = 0; i <= degree - j; i++)
                yield return Math.Pow(u, i) * Math.Pow(v, j);
    }

    IEnumerable<double> Samples((double X, double Y) place, int samples, double sampling)
    {
        var width = Fwhm(place.X, place.Y);
        IProfile point = MoffatBeta > 0 ? AnalyticProfile.Moffat(width, width, 0, MoffatBeta, 1) : new GaussianProfile(width / Core.Photometry.Psf.Fwhm.PerSigma, 1);
        var one = new double[1];
        for (var j = 0; j < samples; j++)
        {
            for (var i = 0; i < samples; i++)
            {
                // The value at a point of the profile after the pixel is the integral over a pixel round that point.
                point.Fill((i - (samples / 2)) * sampling, (j - (samples / 2)) * sampling, 0, 0, one);
                yield return one[0];
            }
        }
    }
}
