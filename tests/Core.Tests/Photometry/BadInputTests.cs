using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.Photometry;

public sealed class BadInputTests
{
    public static TheoryData<MeasureRecipe, MeasureMethod> Combinations
    {
        get
        {
            var data = new TheoryData<MeasureRecipe, MeasureMethod>();
            foreach (var recipe in Enum.GetValues<MeasureRecipe>())
            {
                foreach (var method in Enum.GetValues<MeasureMethod>())
                {
                    if (recipe != MeasureRecipe.Stdpipe || method != MeasureMethod.Psf) data.Add(recipe, method);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Random_options_on_random_damage_never_throw_and_every_NaN_says_why(MeasureRecipe recipe, MeasureMethod method)
    {
        var random = new Random(100 + (10 * (int)recipe) + (int)method);
        for (var trial = 0; trial < 40; trial++)
        {
            var (input, sources) = Damaged(random);
            var options = RandomOptions(random, recipe, method);
            var rows = SourcePhotometry.Measure(input, sources, options).Sources;
            Assert.Equal(sources.Length, rows.Count);
            foreach (var row in rows)
            {
                if (double.IsNaN(row.Flux) || double.IsNaN(row.FluxError)) Assert.True(
                    (row.Flags & ~QualityFlag.NoMagnitude) != 0, $"{row} {options}");
                if (double.IsNaN(row.Magnitude)) Assert.NotEqual(QualityFlag.Good, row.Flags);
                Assert.False(double.IsInfinity(row.Flux), $"{row} {options}");
                Assert.True(double.IsNaN(row.FluxError) || row.FluxError >= 0, $"{row} {options}");
            }

            Assert.Equal(rows, SourcePhotometry.Measure(input, sources, options).Sources);
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Tiny_and_flat_images_and_empty_lists_are_measured_or_flagged(MeasureRecipe recipe, MeasureMethod method)
    {
        foreach (var (width, height) in new[] { (1, 1), (2, 3), (7, 1), (1, 40) })
        {
            var image = new Image(width, height);
            image.Pixels.Fill(7);
            var options = new MeasureOptions
            {
                Recipe = recipe,
                Method = method,
                Fwhm = FwhmMap.Constant(2.5),
                Psf = method == MeasureMethod.Psf ? SyntheticStars.Model() : null,
                ApertureRadius = 1.5,
                BackgroundAnnulus = new BackgroundRing(2, 4),
                Gain = 2
            };
            var rows = SourcePhotometry.Measure(new MeasureInput(image), [new(0, 0), new(-5, 2), new(1e300, 0)], options).Sources;
            Assert.All(rows, row => Assert.True(double.IsFinite(row.Flux) || (row.Flags & ~QualityFlag.NoMagnitude) != 0));
            Assert.Empty(SourcePhotometry.Measure(new MeasureInput(image), [], options).Sources);
        }
    }

    [Fact]
    public void An_aperture_without_a_good_pixel_is_not_a_number_and_says_so()
    {
        var image = new Image(30, 30);
        var mask = new bool[900];
        Array.Fill(mask, true);
        foreach (var method in new[] { MeasureMethod.Aperture, MeasureMethod.Optimal })
        {
            var input = new MeasureInput(image) { Mask = mask, Background = new ConstantField(0), ErrorMap = new ConstantField(1) };
            var row = SourcePhotometry.Measure(input, [new(15, 15)], new MeasureOptions { Method = method, Fwhm = FwhmMap.Constant(3) }).Sources[0];
            Assert.True(double.IsNaN(row.Flux));
            Assert.True(row.Flags.HasFlag(QualityFlag.AllMasked));
            Assert.True(row.Flags.HasFlag(QualityFlag.NoUsablePixels));
        }
    }

    [Fact]
    public void A_star_at_the_edge_is_measured_on_the_pixels_that_exist_and_flagged()
    {
        var light = new double[60 * 60];
        SyntheticStars.Add(light, 60, 60, 0.4, 30.2, 50000);
        var input = new MeasureInput(SyntheticStars.Observe(light, 60, 60, 0, new Random(3)))
        {
            Background = new ConstantField(0),
            ErrorMap = new ConstantField(SyntheticStars.SkyRms)
        };
        foreach (var method in new[] { MeasureMethod.Optimal, MeasureMethod.Psf })
        {
            var options = new MeasureOptions
            {
                Method = method,
                Fwhm = FwhmMap.Constant(3),
                ApertureRadius = 1.5,
                Psf = method == MeasureMethod.Psf ? SyntheticStars.Model() : null
            };
            var row = SourcePhotometry.Measure(input, [new(0.4, 30.2)], options).Sources[0];
            Assert.InRange(row.Flux, 48500, 51500);
            Assert.True(row.Flags.HasFlag(QualityFlag.CutByEdge));
            Assert.InRange(row.EdgeFraction, 0.3, 0.5);
        }
    }

    [Fact]
    public void Options_without_meaning_are_refused_with_a_sentence()
    {
        var input = new MeasureInput(new Image(20, 20));
        MeasureOptions[] wrong =
        [
            new() { ApertureRadius = 0 },
            new() { ApertureRadius = double.NaN },
            new() { Gain = -1 },
            new() { Method = MeasureMethod.Psf },
            new() { Method = MeasureMethod.Optimal },
            new() { BackgroundAnnulus = new BackgroundRing(5, 4) },
            new() { BackgroundOrder = 3 },
            new() { MinSn = -2 },
            new() { ClipSigma = 0 },
            new() { Noise = new NoiseModel { ReadNoise = -3 } },
            new() { Method = MeasureMethod.Psf, Recipe = MeasureRecipe.Stdpipe, Psf = SyntheticStars.Model() },
        ];
        foreach (var options in wrong)
        {
            var thrown = Assert.ThrowsAny<ArgumentException>(() => SourcePhotometry.Measure(input, [new(5, 5)], options));
            Assert.True(thrown.Message.Length > 30 && thrown.Message.Contains(' ', StringComparison.Ordinal), thrown.Message);
        }

        Assert.Throws<ArgumentException>(() => SourcePhotometry.Measure(input with { Mask = new bool[3] }, [new(5, 5)], new MeasureOptions()));
        Assert.Throws<ArgumentException>(
            () => DeblendedAperture.Measure(input, [new(5, 5, 1, 1, 1)],
            new DeblendOptions { ApertureRadius = 3, Psf = SyntheticStars.Model(), Targets = [1] }));
        Assert.Throws<ArgumentException>(
            () => DeblendedAperture.Measure(input, [new(5, 5, 1, 1)], new DeblendOptions { ApertureRadius = 3, Psf = SyntheticStars.Model() }));
        Assert.Throws<ArgumentException>(() => new PsfModel(3, 3, 1, 0, [new double[9]]));
    }

    [Fact]
    public void A_psf_that_is_not_square_serves_every_method()
    {
        var samples = new double[31 * 21];
        for (var s = 0; s < samples.Length; s++)
        {
            double x = ((s % 31) - 15) * 0.5, y = ((s / 31) - 10) * 0.5;
            samples[s] = Math.Exp(-0.5 * ((x * x / 2.25) + (y * y / 1.21)));
        }

        var psf = new PsfModel(31, 21, 0.5, 0, [samples]) { Fwhm = 3 };
        var (image, sources) = SyntheticStars.Field(3, 3, 31, 5000, 20, seed: 5);
        foreach (var recipe in Enum.GetValues<MeasureRecipe>())
        {
            var method = recipe == MeasureRecipe.Stdpipe ? MeasureMethod.Optimal : MeasureMethod.Psf;
            var rows = SourcePhotometry.Measure(new MeasureInput(image), sources,
                new MeasureOptions { Recipe = recipe, Method = method, Psf = psf, Gain = 2 }).Sources;
            Assert.All(rows, row => Assert.InRange(row.Flux, 3000, 7000));
        }

        var deblended = DeblendedAperture.Measure(
            new MeasureInput(image), [.. sources.Select(s => new DeblendedSource(s.X, s.Y, 5000, 5000, 50))],
            new DeblendOptions { ApertureRadius = 3, Psf = psf });
        Assert.All(deblended, row => Assert.True(double.IsFinite(row.Flux)));
    }

    [Fact]
    public void Fifty_thousand_sources_are_measured()
    {
        var random = new Random(9);
        var image = new Image(600, 600);
        foreach (ref var pixel in image.Pixels) pixel = (float)(100 + SyntheticStars.Normal(random));
        SourcePosition[] sources = [.. Enumerable.Range(0, 50_000).Select(_ =>
            new SourcePosition(random.NextDouble() * 600, random.NextDouble() * 600))];
        var rows = SourcePhotometry.Measure(new MeasureInput(image), sources, new MeasureOptions { Gain = 1 }).Sources;
        Assert.Equal(50_000, rows.Count);
        Assert.All(rows, row => Assert.True(double.IsFinite(row.Flux)));
    }

    static (MeasureInput Input, SourcePosition[] Sources) Damaged(Random random)
    {
        int width = random.Next(12, 70), height = random.Next(12, 70);
        var light = new double[width * height];
        var sources = new SourcePosition[random.Next(1, 12)];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new SourcePosition((random.NextDouble() * (width + 10)) - 5, (random.NextDouble() * (height + 10)) - 5);
            if (random.Next(8) == 0) sources[i] = new SourcePosition(double.NaN, 3);
            else SyntheticStars.Add(light, width, height, sources[i].X, sources[i].Y, random.Next(-100, 20000));
        }

        var image = SyntheticStars.Observe(light, width, height, 100, random);
        var mask = random.Next(2) == 0 ? null : new bool[width * height];
        for (var n = random.Next(60); n > 0; n--)
        {
            image.Pixels[random.Next(width * height)] = random.Next(3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => 1e30f };
            if (mask is not null) mask[random.Next(mask.Length)] = true;
        }

        return (new MeasureInput(image)
        {
            Mask = mask,
            Background = random.Next(2) == 0 ? new ConstantField(100) : null,
            ErrorMap = random.Next(2) == 0 ? new ConstantField(random.Next(4) == 0 ? 0 : 8) : null,
        }, sources);
    }

    static MeasureOptions RandomOptions(Random random, MeasureRecipe recipe, MeasureMethod method) => new()
    {
        Recipe = recipe,
        Method = method,
        ApertureRadius = 0.5 + (4 * random.NextDouble()),
        BackgroundAnnulus = random.Next(2) == 0 ? null : new BackgroundRing(1 + (4 * random.NextDouble()), 6 + (4 * random.NextDouble())),
        BackgroundOrder = random.Next(3),
        RingEstimator = (SkyEstimator)random.Next(6),
        Fwhm = method == MeasureMethod.Optimal || random.Next(2) == 0 ? FwhmMap.Constant(1 + (3 * random.NextDouble())) : null,
        Psf = method == MeasureMethod.Psf || random.Next(3) == 0 ? SyntheticStars.Model() : null,
        GroupSources = random.Next(2) == 0,
        GroupRadius = random.Next(2) == 0 ? null : 10 * random.NextDouble(),
        Gain = random.Next(3),
        BackgroundMesh = random.Next(8, 80),
        CentroidIterations = random.Next(4),
        CentroidMethod = (CentroidMethod)random.Next(3),
        FitPositions = random.Next(2) == 0,
        PsfFitRadius = random.Next(2) == 0 ? 0 : 5 * random.NextDouble(),
        PositionDampingSn = random.Next(2) == 0 ? 0 : 30,
        PsfMaxIterations = random.Next(1, 20),
        LargestPsfGroup = random.Next(2) == 0 ? 64 : 2,
        ClipIterations = random.Next(6),
        SaturationLevel = random.Next(2) == 0 ? double.PositiveInfinity : 5000,
    };
}
