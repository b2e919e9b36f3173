using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Roman;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Roman;

public sealed class RomanImageReaderTests
{
    static readonly SyntheticField Field = new(60, 50) { Stars = [(30, 25, 100)] };

    static YamlScalar Null => new("null", isPlain: true);

    [Fact]
    public void Facts_of_the_exposure_are_read()
    {
        var image = RomanFiles.Read(Field);
        Assert.Equal(("WFI", "WFI01", "F106", "DN/s"), (image.Instrument, image.Detector, image.OpticalElement, image.Unit));
        Assert.Equal(61314, image.Start!.Value.ToDouble());
        Assert.Equal(RomanFiles.JanskysPerUnit, image.Calibration!.JanskysPerUnit, 1e-20);
        Assert.Contains(image.Notes, note => note.Contains("DN/s is assumed", StringComparison.Ordinal));
    }

    [Fact]
    public void Quantities_of_older_files_are_unwrapped()
    {
        var image = RomanFiles.Read(Field, entries =>
        {
            entries["data"] = Quantity(entries["data"], "DN / s");
            entries["err"] = Quantity(entries["err"], "DN / s");
            entries["meta.photometry"] = RomanFiles.Map(
                ("conversion_megajanskys", Quantity(YamlScalar.Of(0.5), "MJy.sr**-1")), ("pixelarea_steradians", Quantity(YamlScalar.Of(2e-13), "sr")));
        });
        Assert.Equal(0.5, image.Calibration!.ZeroPoint);
        Assert.Equal(2e-13, image.Calibration.PixelAreaSteradians);
        Assert.True(double.IsNaN(image.Calibration.ZeroPointUncertainty));
        Assert.Empty(image.Notes);
    }

    [Fact]
    public void An_image_in_surface_brightness_is_not_calibrated_again()
    {
        var image = RomanFiles.Read(Field, entries => entries["data"] = Quantity(entries["data"], "MJy.sr**-1"));
        Assert.Equal(1e6 * RomanFiles.PixelArea, image.Calibration!.JanskysPerUnit, 1e-20);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("-999999")]
    [InlineData("-999999.0")]
    [InlineData(".nan")]
    public void A_zero_point_that_is_none_gives_no_fluxes_but_counts_when_these_are_wanted(string zeroPoint)
    {
        var image = RomanFiles.Read(Field, entries => entries["meta.photometry"] = RomanFiles.Photometry(new YamlScalar(zeroPoint, isPlain: true)));
        Assert.Null(image.Calibration);
        Assert.Contains("no zero point", Assert.Throws<ScienceImageException>(() => new ForcedPhotometry(image, null, EncircledEnergy.None)).Message, StringComparison.Ordinal);
        var row = new ForcedPhotometry(image, null, EncircledEnergy.None, new() { RequireCalibration = false }).Measure(RomanFiles.Sources(Field)).Single();
        Assert.True(row.Net > 90 && double.IsNaN(row.Flux) && row.Flags.HasFlag(Core.Quality.QualityFlag.NoMagnitude));
    }

    [Fact]
    public void A_missing_error_image_is_not_taken_for_zeros()
    {
        var image = RomanFiles.Read(Field, entries => entries.Remove("err"));
        Assert.Contains("no error image", Assert.Throws<ScienceImageException>(() => new ForcedPhotometry(image, null, EncircledEnergy.None)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        Assert.Throws<WcsException>(() => RomanFiles.Read(Field, entries => entries["meta.wcs"] = Null));
        Assert.Throws<WcsException>(() => RomanFiles.Read(Field, entries => entries.Remove("meta.wcs")));
        Refused("no 'data'", entries => entries.Remove("data"));
        Refused("'dq' has shape", entries => entries["dq"] = Inline(2, 2));
        Refused("'err' has shape", entries => entries["err"] = Inline(2, 2));
        Refused("ramp", entries => entries["data"] = new YamlSequence([Inline(3, 3), Inline(3, 3)], AsdfFile.CoreTag + "core/ndarray-1.1.0"));
        Refused("electron/s", entries => entries["data"] = Quantity(entries["data"], "electron / s"));
        Refused("cannot be", entries => entries["meta.photometry"] = RomanFiles.Map(("conversion_megajanskys", YamlScalar.Of(0.5)), ("pixel_area", YamlScalar.Of(0.0119))));
        using var other = AsdfFile.Read("#ASDF 1.0.0\n%YAML 1.1\n--- {a: 1}\n...\n"u8.ToArray(), "other.asdf");
        Assert.Contains("no Roman file", Assert.Throws<ScienceImageException>(() => RomanImageReader.Read(other)).Message, StringComparison.Ordinal);
    }

    static void Refused(string why, Action<Dictionary<string, YamlNode>> change) =>
        Assert.Contains(why, Assert.Throws<ScienceImageException>(() => RomanFiles.Read(Field, change)).Message, StringComparison.Ordinal);

    static YamlMapping Quantity(YamlNode value, string unit) => new([new("value", value), new("unit", new YamlScalar(unit))], AsdfFile.CoreTag + "unit/quantity-1.1.0");

    static YamlSequence Inline(int height, int width) =>
        new([.. Enumerable.Range(0, height).Select(_ => new YamlSequence([.. Enumerable.Range(0, width).Select(i => YamlScalar.Of(i))]))], AsdfFile.CoreTag + "core/ndarray-1.1.0");
}
