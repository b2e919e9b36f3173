using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Tests.Photometry;

public sealed class ProfileTests
{
    [Theory]
    [InlineData(0.5, 41)]
    [InlineData(0.6, 35)]
    [InlineData(1.0, 21)]
    public void A_sampled_model_after_the_pixel_gives_the_pixels_of_its_profile(double sampling, int side)
    {
        var profile = new PsfProfile(SyntheticStars.Model(side, sampling));
        var stamp = Stamp.At(profile, 50.3, 40.8);
        var truth = new Stamp(stamp.Box, new double[stamp.Values.Length]);
        new GaussianProfile(SyntheticStars.Width / Fwhm.PerSigma, profile.Width).Fill(50.3, 40.8, truth.Box.X, truth.Box.Y, truth.Values);
        var peak = truth.Values.Max();
        for (var p = 0; p < truth.Values.Length; p++) Assert.Equal(truth.Values[p], stamp.Values[p], peak * (sampling < 1 ? 1e-3 : 1e-2));
        Assert.Equal(1, stamp.Sum, 1e-4);
    }

    [Fact]
    public void A_model_before_the_pixel_is_integrated_over_it()
    {
        const int Side = 61;
        var samples = new double[Side * Side];
        var sigma = SyntheticStars.Width / Fwhm.PerSigma;
        for (var s = 0; s < samples.Length; s++)
        {
            double x = ((s % Side) - 30) / 3.0, y = ((s / Side) - 30) / 3.0;
            samples[s] = Math.Exp(-0.5 * ((x * x) + (y * y)) / (sigma * sigma));
        }

        var profile = new PsfProfile(new PsfModel(Side, Side, 1 / 3.0, 0, [samples]) { PixelConvolved = false });
        var stamp = Stamp.At(profile, 20.4, 30.1);
        var truth = new double[stamp.Values.Length];
        new GaussianProfile(sigma, profile.Width).Fill(20.4, 30.1, stamp.Box.X, stamp.Box.Y, truth);
        for (var p = 0; p < truth.Length; p++) Assert.Equal(truth[p], stamp.Values[p], 1e-4 * truth.Max());
    }

    [Fact]
    public void Analytic_profiles_hold_one_count_and_agree_with_each_other()
    {
        var gaussian = AnalyticProfile.Gaussian(1.3, 1.3, 0.7, 31);
        var stamp = Stamp.At(gaussian, 5.2, 6.3);
        var exact = new double[stamp.Values.Length];
        new GaussianProfile(1.3, 31).Fill(5.2, 6.3, stamp.Box.X, stamp.Box.Y, exact);
        for (var p = 0; p < exact.Length; p++) Assert.Equal(exact[p], stamp.Values[p], 1e-8);
        Assert.Equal(1, Stamp.At(AnalyticProfile.Gaussian(0.3, 0.2, 0.4, 15), 0.4, 0.1).Sum, 1e-4);
        Assert.Equal(
            1 - Math.Pow(1 + Math.Pow(40 / 1.57, 2), -2), EnclosedFraction.Measure(AnalyticProfile.Moffat(1.6006, 1.6006, 0, 3, 121),
            0, 0, 40), 1e-3);
    }

    [Fact]
    public void A_psf_that_changes_over_the_field_follows_its_polynomial()
    {
        double[] flat = [0, 1, 0, 1, 4, 1, 0, 1, 0], wide = [1, -1, 1, -1, 0, -1, 1, -1, 1];
        var model = new PsfModel(3, 3, 1, 1, [flat, wide, new double[9]]) { XZero = 100, XScale = 50, YScale = 1 };
        Assert.Equal(flat.Select(value => value / 8), model.Evaluate(100, 7));
        Assert.Equal(0.125, model.Evaluate(150, 7)[0], 1e-12);
    }

    [Fact]
    public void A_map_of_widths_follows_a_field_in_spite_of_outliers()
    {
        var random = new Random(41);
        double[] x = [.. Enumerable.Range(0, 200).Select(_ => 1000 * random.NextDouble())],
            y = [.. Enumerable.Range(0, 200).Select(_ => 800 * random.NextDouble())];
        double[] fwhm = [.. x.Select((value, i) => i % 20 == 0 ? 9 : 3 + (value / 1000) + (y[i] * y[i] / 1e6))];
        foreach (var backend in Enum.GetValues<FieldBackend>())
        {
            var map = FwhmMap.Fit(x, y, fwhm, new FwhmMapOptions
            {
                Backend = backend,
                Width = 1000,
                Height = 800,
                LoessNeighbours = 30,
                GridColumns = 5,
                GridRows = 4
            })!;
            Assert.True(map.IsMap);
            Assert.InRange(map.At(500, 400), 3.5, 3.85);
            Assert.InRange(map.Typical, 3.5, 3.95);
        }

        Assert.False(FwhmMap.Fit(x.AsSpan(0, 4), y.AsSpan(0, 4), fwhm.AsSpan(0, 4), new FwhmMapOptions())!.IsMap);
        Assert.Null(FwhmMap.Fit([], [], [], new FwhmMapOptions()));
    }

    [Fact]
    public void Positions_of_a_file_by_psfex_are_moved_to_our_zero_unless_asked_not_to_be()
    {
        var path = Path.Combine(Path.GetTempPath(), $"nocturne-{Guid.NewGuid():N}.psf");
        try
        {
            using (var stream = File.Create(path)) PsfFileWriter.Write(stream, 3, 3, 1, 1, 120.5, 60.25);
            Assert.Equal(119.5, PsfexFile.Read(path).XZero, 1e-9);
            Assert.Equal(120.5, PsfexFile.Read(path, positionsAsWritten: true).XZero, 1e-9);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
