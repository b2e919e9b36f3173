using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>Errors that are right, and fluxes without bias, by Monte Carlo.</summary>
public sealed class CalibratedErrorsTests
{
    const int Stars = 20;
    static readonly FwhmMap Width = FwhmMap.Constant(SyntheticStars.Width);

    public static TheoryData<string> Ways =>
        ["aperture", "aperture with ring", "optimal", "optimal with ring", "psf", "psf, fixed", "psf with ring"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Pulls_of_faint_stars_have_the_width_of_one(string way)
    {
        var (image, sources) = SyntheticStars.Field(Stars, Stars, 31, 700, 50, seed: 11);
        var rows = Measure(way, image, 50, sources);
        var truth = Captured(way) * 700;
        var (mean, width) = SyntheticStars.Moments(rows.Select(row => (row.Flux - truth) / row.FluxError));
        Assert.InRange(width, 0.9, 1.1);
        Assert.InRange(mean, -0.25, 0.25);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Bright_stars_have_no_bias(string way)
    {
        var (image, sources) = SyntheticStars.Field(Stars, Stars, 31, 40000, 50, seed: 12);
        var rows = Measure(way, image, 50, sources);
        var (mean, _) = SyntheticStars.Moments(rows.Select(row => row.Flux / (Captured(way) * 40000)));
        Assert.InRange(mean, 0.997, 1.003);
    }

    [Theory]
    [InlineData("aperture with ring")]
    [InlineData("optimal with ring")]
    [InlineData("psf with ring")]
    public void A_pedestal_that_the_ring_sees_does_not_change_the_flux(string way)
    {
        var (image, sources) = SyntheticStars.Field(Stars, Stars, 31, 5000, 150, seed: 13);

        // 100 counts of the sky are left for the ring.
        var rows = Measure(way, image, 50, sources);
        var (mean, _) = SyntheticStars.Moments(rows.Select(row => row.Flux / (Captured(way) * 5000)));
        Assert.InRange(mean, 0.997, 1.003);
    }

    [Theory]
    [InlineData(MeasureMethod.Optimal, true)]
    [InlineData(MeasureMethod.Psf, true)]
    [InlineData(MeasureMethod.Psf, false)]
    public void A_close_pair_gets_the_errors_that_it_scatters_with(MeasureMethod method, bool fitPositions)
    {
        double[] truth = [5000, 2000];
        SourcePosition[] sources = [new(20.2, 20.4), new(24.2, 20.4)];
        var light = new double[45 * 41];
        for (var i = 0; i < 2; i++) SyntheticStars.Add(light, 45, 41, sources[i].X, sources[i].Y, truth[i]);
        var random = new Random(14);
        var options = Options(method) with { FitPositions = fitPositions, GroupRadius = 8 };
        var results = Enumerable.Range(0, 400)
            .Select(_ => SourcePhotometry.Measure(Input(SyntheticStars.Observe(light, 45, 41, 0, random), 0), sources, options).Sources).ToArray();
        for (var i = 0; i < 2; i++)
        {
            var (mean, scatter) = SyntheticStars.Moments(results.Select(rows => rows[i].Flux));
            Assert.InRange(results.Average(rows => rows[i].FluxError) / scatter, 0.9, 1.1);
            Assert.InRange(mean / truth[i], 0.99, 1.01);
            Assert.All(results, rows => Assert.Equal(2, rows[i].GroupSize));
        }
    }

    [Fact]
    public void Deblended_apertures_of_pairs_have_right_errors_and_no_bias()
    {
        var random = new Random(15);
        const int Side = 620;
        var light = new double[Side * Side];
        var sources = new List<DeblendedSource>();
        for (var i = 0; i < Stars * Stars; i++)
        {
            double x = ((i % Stars) * 31) + 13 + random.NextDouble(), y = ((i / Stars) * 31) + 15 + random.NextDouble();
            SyntheticStars.Add(light, Side, Side, x, y, 900);
            SyntheticStars.Add(light, Side, Side, x + 5, y, 3000);

            // Fluxes of a first pass, with the noise that they would have.
            var fluxes = new[] { 900 + (40 * SyntheticStars.Normal(random)), 3000 + (60 * SyntheticStars.Normal(random)) };
            sources.Add(new DeblendedSource(x, y, 0.9 * fluxes[0], fluxes[0], 40));
            sources.Add(new DeblendedSource(x + 5, y, 0.9 * fluxes[1], fluxes[1], 60));
        }

        var image = SyntheticStars.Observe(light, Side, Side, 0, random);
        var variance = light.Select(value =>
            (float)Math.Sqrt((SyntheticStars.SkyRms * SyntheticStars.SkyRms) + (value / SyntheticStars.Gain))).ToArray();
        var options = new DeblendOptions { ApertureRadius = 3, Psf = SyntheticStars.Model() };
        var input = new MeasureInput(image) { ErrorMap = new ImageField(new Image(Side, Side, variance)) };

        var rows = DeblendedAperture.Measure(input, sources, options);

        var faint = rows.Where(row => row.Index % 2 == 0).ToArray();
        var (pull, width) = SyntheticStars.Moments(faint.Select(row => (row.Flux - (900 * row.SelfFraction)) / row.FluxError));
        Assert.InRange(width, 0.9, 1.1);
        Assert.InRange(pull, -0.2, 0.2);
        Assert.True(faint.Average(row => row.ModelFlux) > 50);
    }

    static MeasureOptions Options(MeasureMethod method) => new()
    {
        Method = method,
        ApertureRadius = 1.5,
        Fwhm = Width,
        Psf = method == MeasureMethod.Psf ? SyntheticStars.Model() : null,
        Gain = SyntheticStars.Gain,
    };

    static MeasureInput Input(Image image, double level) => new(image) { Background = new ConstantField(level) };

    static IReadOnlyList<MeasuredSource> Measure(string way, Image image, double level, SourcePosition[] sources)
    {
        var method = way.StartsWith("aperture", StringComparison.Ordinal) ? MeasureMethod.Aperture
            : way.StartsWith("optimal", StringComparison.Ordinal) ? MeasureMethod.Optimal : MeasureMethod.Psf;
        var options = Options(method) with
        {
            BackgroundAnnulus = way.EndsWith("ring", StringComparison.Ordinal) ? new BackgroundRing(3, 4.5) : null,
            FitPositions = !way.EndsWith("fixed", StringComparison.Ordinal),
        };
        return SourcePhotometry.Measure(Input(image, level), sources, options).Sources;
    }

    /// <summary>Share of a star's light that a way of measuring sees.</summary>
    static double Captured(string way) =>
        way.StartsWith("aperture", StringComparison.Ordinal) ? EnclosedFraction.Measure(SyntheticStars.Profile, 10.25, 10.4, 4.5, 50) : 1;
}
