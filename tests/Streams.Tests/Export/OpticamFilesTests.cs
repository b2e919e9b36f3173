using System.Text.Json;
using Nocturne.Core.Quality;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using Nocturne.Streams.Tests.Store;
using static Nocturne.Streams.Tests.Store.SampleNight;

namespace Nocturne.Streams.Tests.Export;

public sealed class OpticamFilesTests : IDisposable
{
    readonly TemporaryFolder night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public void Light_curves_have_opticams_names_folders_and_columns()
    {
        Write(OpticamNames.Both);
        Assert.Equal("BMJD,flux,flux_err", Line("lcs/forced_aperture/g-band_source_2.csv", 0));
        Assert.Equal("60310.10002069444,5001,50", Line("lcs/forced_aperture/g-band_source_2.csv", 1));
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(File.ReadAllLines(night.File("opticam", "lcs", "forced_aperture", "g-band_source_2.csv")), File.ReadAllLines(night.File("opticam", "lcs", "forced_aperture", "1:g_source_2.csv")));
    }

    [Fact]
    public void Background_columns_are_there_only_when_a_local_background_was_on()
    {
        Write(OpticamNames.Both, "forced_aperture_annulus");
        Assert.Equal("BMJD,flux,flux_err,background,background_err", Line("lcs/forced_aperture_annulus/g-band_source_1.csv", 0));
        if (!OperatingSystem.IsWindows()) Assert.Equal("BMJD,flux,flux_err,bkg,bkg_err", Line("lcs/forced_aperture_annulus/1:g_source_1.csv", 0));
        Assert.Equal("BMJD,flux,flux_err", Line("lcs/optimal/g-band_source_1.csv", 0));
    }

    [Fact]
    public void Defect_9_times_are_the_middles_and_the_starts_can_be_had_for_comparison()
    {
        Write(OpticamNames.Version05);
        Assert.StartsWith("60310.10002069444,", Line("lcs/optimal/g-band_source_1.csv", 1), StringComparison.Ordinal);
        Write(OpticamNames.Version05, startTimes: true);
        Assert.StartsWith("60310.10000333333,", Line("lcs/optimal/g-band_source_1.csv", 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogues_transforms_shapes_and_backgrounds_are_where_opticam_has_them()
    {
        Write(OpticamNames.Version05);
        Assert.Contains("label,xcentroid,ycentroid,semimajor_sigma,semiminor_sigma,orientation,segment_flux", File.ReadAllLines(night.File("opticam", "cat", "g-band_catalog.ecsv")));
        var transforms = Json("cat/transforms.json");
        Assert.Equal([1, 0, 0.1], transforms.GetProperty("raw/240101g200000001o.fits")[0].EnumerateArray().Select(cell => cell.GetDouble()));
        Assert.False(transforms.TryGetProperty("raw/240101g200000007o.fits", out _));
        Assert.Equal("raw/240101g200000007o.fits", File.ReadAllLines(night.File("opticam", "diag", "unaligned_files.txt")).Single());
        Assert.Equal(1.5, Json("misc/psf_params.json").GetProperty("g-band").GetProperty("semimajor_sigma_pix").GetDouble());
        Assert.False(Json("misc/psf_params.json").GetProperty("g-band").TryGetProperty("semimajor_sigma_arcsec", out _));
        Assert.Equal("BMJD,median,rms", Line("diag/g-band_background.csv", 0));
        Assert.Equal("BMJD,bkg_median,bkg_rms,FWHM,airmass", Line("diag/g-band_systematics.csv", 0));
    }

    [Fact]
    public void Defect_6_unaligned_files_are_listed_without_line_ends_in_their_names()
    {
        Write(OpticamNames.Version05);
        Assert.All(File.ReadAllText(night.File("opticam", "diag", "unaligned_files.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries), name => Assert.Equal(name.Trim(), name));
    }

    [Fact]
    public void Defect_16_primed_filters_have_the_letters_names()
    {
        Write(OpticamNames.Version05, band: new BandKey("1", "g'"));
        Assert.True(File.Exists(night.File("opticam", "lcs", "optimal", "g-band_source_1.csv")));
    }

    [Fact]
    public void Defect_23_the_parameter_log_is_readable_and_has_no_absolute_paths()
    {
        Write(OpticamNames.Version05);
        Assert.Equal("detection { threshold = 5 }", Json("misc/reduction_parameters.json").GetProperty("settings")[0].GetString());
        Assert.DoesNotContain(night.Path, File.ReadAllText(night.File("opticam", "misc", "reduction_parameters.json")), StringComparison.Ordinal);
        Assert.DoesNotContain(night.Path, File.ReadAllText(night.File("opticam", "cat", "transforms.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_without_a_flux_are_left_out_as_opticam_does()
    {
        Write(OpticamNames.Version05);
        Assert.Equal(2, File.ReadAllLines(night.File("opticam", "lcs", "optimal", "r-band_source_1.csv")).Length);
    }

    void Write(OpticamNames names, string? more = null, bool startTimes = false, BandKey? band = null)
    {
        foreach (var file in Directory.GetFiles(night.Path, "night.*")) File.Delete(file);
        var green = Measured(band ?? Green, 1);
        if (more is not null) green = green with { Measurements = [.. green.Measurements, .. green.Measurements.Where(row => row.Photometer == "optimal").Select(row => row with { Photometer = more })] };
        using (var store = NightStore.Create(night.Path, Info))
        {
            store.SaveCatalogue(band ?? Green, Catalogue);
            var red = Measured(Red, 2);
            store.Append([green, Rejected(band ?? Green, 7), Measured(Red, 1), red with { Measurements = [.. red.Measurements.Select(row => row with { Flux = double.NaN, FluxError = double.NaN, Flags = QualityFlag.Saturated })] }]);
        }

        using var reader = NightReader.Open(night.Path);
        new OpticamFiles(reader, night.File("opticam"), names, startTimes).Write();
    }

    string Line(string path, int number) => File.ReadAllLines(night.File(["opticam", .. path.Split('/')]))[number];

    JsonElement Json(string path) => JsonDocument.Parse(File.ReadAllText(night.File(["opticam", .. path.Split('/')]))).RootElement;
}
