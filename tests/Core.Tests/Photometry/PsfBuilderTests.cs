using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

public sealed class PsfBuilderTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    public void A_psf_built_from_stars_gives_their_fluxes_back(int degree, int oversampling)
    {
        var (image, sources) = SyntheticStars.Field(5, 5, 41, 30000, 0, seed: 21);
        var stars = sources.Select(source => new PsfStar(source.X + 0.2, source.Y - 0.15, 30000)).ToArray();

        var built = PsfBuilder.Build(
            Frame(image), stars, stars, new PsfBuildOptions { Fwhm = SyntheticStars.Width, Degree = degree, Oversampling = oversampling });

        Assert.False(built.Analytic);
        Assert.Equal(degree, built.Degree);
        Assert.InRange(built.StarsUsed, 15, 25);
        var rows = SourcePhotometry.Measure(
            new MeasureInput(image) { Background = new ConstantField(0) }, sources,
            new MeasureOptions { Method = MeasureMethod.Psf, Psf = built.Model, Gain = SyntheticStars.Gain }).Sources;
        Assert.InRange(rows.Average(row => row.Flux) / 30000, 0.995, 1.005);
        Assert.InRange(rows.Average(row => Math.Abs(row.PsfX - row.X)), 0, 0.02);
    }

    [Fact]
    public void Without_a_usable_star_there_is_a_Gaussian_and_the_result_says_so()
    {
        var image = new Image(60, 60);
        var stars = new PsfStar[] { new(3, 30, 1000), new(double.NaN, 3, 10), new(30, 30, -5), new(30, 30, 1000) };
        var built = PsfBuilder.Build(Frame(image), stars, stars, new PsfBuildOptions { Fwhm = 3 });
        Assert.True(built.Analytic);
        Assert.Equal(0, built.StarsUsed);
        Assert.Equal(1, built.Model.Evaluate(0, 0).Sum(), 1e-12);
    }

    [Fact]
    public void A_degree_that_the_stars_do_not_carry_is_lowered()
    {
        var (image, sources) = SyntheticStars.Field(2, 2, 41, 30000, 0, seed: 22);
        var stars = sources.Select(source => new PsfStar(source.X, source.Y, 30000)).ToArray();
        Assert.Equal(0, PsfBuilder.Build(Frame(image), stars, stars, new PsfBuildOptions { Fwhm = 3, Degree = 2 }).Degree);
    }

    static PhotometryFrame Frame(Image image) =>
        new(image.View) { Rms = new ConstantField(SyntheticStars.SkyRms), Noise = new NoiseModel { Gain = SyntheticStars.Gain } };
}
