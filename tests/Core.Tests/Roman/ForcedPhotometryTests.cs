using Nocturne.Core.Fits;
using Nocturne.Core.Quality;
using Nocturne.Core.Roman;

namespace Nocturne.Core.Tests.Roman;

public sealed class ForcedPhotometryTests
{
    // An aperture that holds all light of the synthetic stars.
    static readonly ForcedOptions Wide = new() { ApertureRadius = 7 };

    [Fact]
    public void A_star_without_noise_has_its_flux_in_janskys_and_its_magnitude()
    {
        var field = new SyntheticField(120, 110) { Stars = [(60.3, 55.6, 1234.5)] };
        var row = Assert.Single(new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.Constant(0.8), Wide).Measure(RomanFiles.Sources(field)));
        var expected = 1234.5 * RomanFiles.JanskysPerUnit / 0.8;
        Assert.Equal(1234.5, row.Net, 0.005);
        Assert.Equal(expected, row.Flux, expected * 1e-5);
        Assert.Equal(-2.5 * Math.Log10(expected / 3631), row.Magnitude, 1e-5);
        Assert.Equal(60.3, row.Target.Pixel.X, 1e-6);
        Assert.Equal(0.4, row.Sky.Median, 1e-6);
        Assert.Equal(QualityFlag.Good, row.Flags);
    }

    [Fact]
    public void Errors_are_calibrated()
    {
        // Many noise fields, stars of different flux on a grid; pulls of net counts against the known ones.
        var pulls = new List<double>();
        for (var seed = 0; seed < 12; seed++)
        {
            var field = new SyntheticField(420, 420) { Noise = 0.06, Seed = seed };
            for (var i = 0; i < 49; i++) field.Stars.Add((60 + (50 * (i % 7)) + (0.1 * seed), 60.4 + (50 * (i / 7)), i % 3 == 0 ? 0 : 4.0 * i));
            var rows = new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.None, Wide).Measure(RomanFiles.Sources(field));
            pulls.AddRange(rows.Zip(field.Stars).Select(pair => (pair.First.Net - pair.Second.Counts) / pair.First.NetError));
        }

        var deviation = Math.Sqrt(pulls.Sum(pull => pull * pull) / pulls.Count);
        Assert.InRange(deviation, 0.9, 1.1);
        Assert.InRange(pulls.Average(), -0.15, 0.15);
    }

    [Fact]
    public void Fluxes_that_are_not_positive_are_kept_and_have_no_magnitude_and_a_flag()
    {
        var field = new SyntheticField(120, 110) { Stars = [(60, 55, -20)] };
        var row = Assert.Single(new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.None, Wide).Measure(RomanFiles.Sources(field)));
        Assert.True(row.Flux < 0);
        Assert.True(double.IsNaN(row.Magnitude) && double.IsNaN(row.MagnitudeError));
        Assert.True(row.Flags.HasFlag(QualityFlag.NoMagnitude));
    }

    [Fact]
    public void Every_value_that_is_no_number_has_a_flag_that_says_why()
    {
        var field = new SyntheticField(150, 150) { Stars = [(75, 75, 100), (-0.4, 60, 100), (75, 20, 100), (120, 120, 100), (30, 110, 100)], Noise = 0.05 };
        var quality = new uint[150 * 150];
        Disc(quality, 75, 20, 26, 1u << 2);
        Disc(quality, 120, 120, 2, 1u << 1);
        var image = RomanFiles.Read(field, quality: quality);
        var data = new float[150 * 150];
        for (var y = 0; y < 150; y++)
        {
            var row = new double[150];
            image.Data.Read(0, y, row);
            for (var x = 0; x < 150; x++) data[(y * 150) + x] = (float)row[x];
        }

        data[(110 * 150) + 31] = float.NaN;
        var rows = new ForcedPhotometry(image with { Data = new(data, 150, 150) }, null, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).ToArray();
        Assert.Equal(5, rows.Length);
        Assert.Equal(QualityFlag.Good, rows[0].Flags);
        Assert.True(rows[1].Flags.HasFlag(QualityFlag.CutByEdge) && double.IsFinite(rows[1].Net));
        Assert.True(rows[2].Flags.HasFlag(QualityFlag.NoPositionOrBackground | QualityFlag.NoMagnitude) && double.IsNaN(rows[2].Net) && double.IsFinite(rows[2].Aperture.Sum));
        Assert.True(rows[3].Flags.HasFlag(QualityFlag.Saturated | QualityFlag.MaskedInAperture) && double.IsFinite(rows[3].Net));
        Assert.True(rows[4].Flags.HasFlag(QualityFlag.MaskedInAperture) && double.IsFinite(rows[4].Net));
        Assert.All(rows, row => Assert.True(row.Flags != QualityFlag.Good || (double.IsFinite(row.Flux) && double.IsFinite(row.FluxError) && double.IsFinite(row.Magnitude))));
    }

    [Fact]
    public void The_area_map_multiplies_counts_and_errors()
    {
        var field = new SyntheticField(120, 110) { Stars = [(60, 55, 1000)], Noise = 0.05 };
        var image = RomanFiles.Read(field);
        var area = RomanFiles.Area([.. Enumerable.Repeat(1.25f, 120 * 110)], 120, 110);
        var plain = new ForcedPhotometry(image, null, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).Single();
        var corrected = new ForcedPhotometry(image, area, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).Single();
        Assert.Equal(1.25 * plain.Net, corrected.Net, 1e-9 * plain.Net);
        Assert.Equal(1.25 * plain.NetError, corrected.NetError, 1e-9 * plain.NetError);
    }

    [Fact]
    public void Both_number_modes_agree_to_single_precision()
    {
        var field = new SyntheticField(120, 110) { Stars = [(60, 55, 1000)], Noise = 0.05 };
        var image = RomanFiles.Read(field);
        var area = RomanFiles.Area([.. Enumerable.Range(0, 120 * 110).Select(i => 1 + (1e-6f * i))], 120, 110);
        var full = new ForcedPhotometry(image, area, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).Single();
        var rounded = new ForcedPhotometry(image, area, EncircledEnergy.None, new() { Numbers = NumberMode.ArrayType }).Measure(RomanFiles.Sources(field)).Single();
        Assert.NotEqual(full.Net, rounded.Net);
        Assert.Equal(full.Net, rounded.Net, 1e-7 * full.Aperture.Sum);
    }

    [Fact]
    public void A_fits_image_gives_what_the_asdf_image_gives()
    {
        var field = new SyntheticField(120, 110) { Stars = [(60.2, 55.9, 1000), (20, 90, 50)], Noise = 0.05 };
        using var file = FitsFile.Read(RomanFiles.Fits(field), "field.fits");
        var fits = new ForcedPhotometry(FitsImageReader.Read(file), null, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).ToArray();
        var asdf = new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).ToArray();
        Assert.Equal(2, fits.Length);
        foreach (var (one, other) in fits.Zip(asdf))
        {
            Assert.Equal(other.Flux, one.Flux, 1e-9 * other.Flux);
            Assert.Equal(other.FluxError, one.FluxError, 1e-9 * other.FluxError);
        }

        Assert.Equal("F106", FitsImageReader.Read(file).OpticalElement);
        Assert.Equal(50, FitsImageReader.Read(file).Middle!.Value.SecondsSince(FitsImageReader.Read(file).Start!.Value), 1e-6);
    }

    [Fact]
    public void Without_an_error_image_the_scatter_of_the_sky_and_the_gain_give_the_errors()
    {
        var field = new SyntheticField(120, 110) { Stars = [(60.2, 55.9, 1000)], Noise = 0.05 };
        using var file = FitsFile.Read(RomanFiles.Fits(field, withErrors: false), "field.fits");
        var image = FitsImageReader.Read(file);
        Assert.Throws<ScienceImageException>(() => new ForcedPhotometry(image, null, EncircledEnergy.None));
        var estimated = new ForcedPhotometry(image, null, EncircledEnergy.None, new() { RequireErrors = false, Gain = field.Gain }).Measure(RomanFiles.Sources(field)).Single();
        var known = new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.None).Measure(RomanFiles.Sources(field)).Single();
        Assert.Equal(known.NetError, estimated.NetError, 0.06 * known.NetError);
    }

    [Fact]
    public void A_three_epoch_light_curve_of_a_fading_source_is_recovered_within_its_errors()
    {
        // A transient that fades below the noise beside a constant star, in three epochs and two filters.
        double[] truth = [40, 9, 1.5];
        var curves = new List<(double Days, double Flux, double Error, double Truth)>();
        foreach (var filter in new[] { "F106", "F129" })
        {
            for (var epoch = 0; epoch < truth.Length; epoch++)
            {
                var field = new SyntheticField(160, 160)
                {
                    Stars = [(80.3, 79.6, truth[epoch]), (40.1, 120.2, 300)],
                    Noise = 0.06,
                    Seed = 100 + (10 * epoch) + filter[3],
                    Filter = filter,
                    Start = $"2026-10-{1 + (5 * epoch):00}T00:00:00.000",
                };
                var image = RomanFiles.Read(field);
                var rows = new ForcedPhotometry(image, null, EncircledEnergy.None, Wide).Measure(RomanFiles.Sources(field)).ToArray();
                Assert.Equal(filter, image.OpticalElement);
                Assert.InRange((rows[1].Net - 300) / rows[1].NetError, -3.5, 3.5);
                curves.Add((image.Middle!.Value.ToDouble(), rows[0].Flux, rows[0].FluxError, truth[epoch] * RomanFiles.JanskysPerUnit));
            }
        }

        Assert.Equal([61314.0, 61319, 61324, 61314, 61319, 61324], curves.Select(point => point.Days));
        Assert.All(curves, point => Assert.InRange((point.Flux - point.Truth) / point.Error, -3.5, 3.5));
        var chiSquare = curves.Sum(point => Math.Pow((point.Flux - point.Truth) / point.Error, 2));
        Assert.InRange(chiSquare, 0.5, 17);
        Assert.True(curves[0].Flux - curves[1].Flux > 5 * curves[1].Error, "the fading is not seen");
    }

    [Fact]
    public void Rows_do_not_depend_on_the_order_in_which_they_are_measured()
    {
        var field = new SyntheticField(150, 150) { Noise = 0.05 };
        for (var i = 0; i < 60; i++) field.Stars.Add((10 + (2.1 * i), 140 - (2.2 * i), 30 + i));
        var photometry = new ForcedPhotometry(RomanFiles.Read(field), null, EncircledEnergy.None);
        var targets = photometry.Locate(RomanFiles.Sources(field)).ToArray();
        var inOrder = targets.Select(photometry.Measure).ToArray();
        var parallel = targets.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(photometry.Measure).ToArray();
        Assert.Equal(inOrder, parallel);
    }

    static void Disc(uint[] quality, int x, int y, int radius, uint flag)
    {
        for (var j = Math.Max(0, y - radius); j <= Math.Min(149, y + radius); j++)
        {
            for (var i = Math.Max(0, x - radius); i <= Math.Min(149, x + radius); i++) quality[(j * 150) + i] |= flag;
        }
    }
}
