using Nocturne.Core.Fits;
using Nocturne.Core.Simulation;

namespace Nocturne.Runner.Tests.Nights;

/// <summary>Whatever is wrong with a night ends in a clear sentence, the right exit code, and the results of what is not wrong.</summary>
public sealed class TroubleTests
{
    [Fact]
    public async Task A_band_that_cannot_be_read_does_not_stop_the_others()
    {
        using var night = new SimulatedNight();
        foreach (var file in Directory.GetFiles(night.Frames, "240101r*")) Cut(file, 20000);
        var (code, results, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.Equal(ExitCode.PartlyReduced, code);
        Assert.Contains("Band 2:r: none of its 12 frames can be read", errors, StringComparison.Ordinal);
        Assert.Contains("still being written?", errors, StringComparison.Ordinal);
        Assert.Contains("1:g", results, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(night["out/lightcurves/forced_aperture"], "3-i_source_*.csv"));
    }

    [Fact]
    public async Task A_frame_that_was_cut_off_is_measured_once_it_is_whole()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] });
        var file = Path.Combine(night.Frames, "240101g200000009o.fits");
        var whole = await File.ReadAllBytesAsync(file);
        Cut(file, 50000);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.Contains("Incomplete", File.ReadAllText(night["out/frames.csv"]), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, whole);
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.DoesNotContain("Incomplete", File.ReadAllText(night["out/frames.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_frames_is_unusable_input()
    {
        var folder = Directory.CreateTempSubdirectory("nocturne-empty-");
        var (code, _, errors) = await CommandRun.RunAsync("reduce", folder.FullName, "--out", Path.Combine(folder.FullName, "out"));
        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Contains("no FITS files here", errors, StringComparison.Ordinal);
        Assert.Contains("--recursive", errors, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        var (code, _, errors) = await CommandRun.RunAsync("reduce", "no-such-night", "--out", "nowhere");
        Assert.Equal(ExitCode.UnusableInput, code);
        Assert.Equal("no-such-night: there is no such file or folder.\n", errors);
        Assert.False(Directory.Exists("nowhere"));
    }

    [Fact]
    public async Task A_header_without_time_or_filter_rejects_that_frame_with_a_reason()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")], BadFrames = [new(3, BadFrameKind.NoTime)] });
        Rewrite(Path.Combine(night.Frames, "240101g200000007o.fits"), header => header.Remove("FILTER"));
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        var ledger = File.ReadAllLines(night["out/frames.csv"]);
        Assert.Contains(ledger, line => line.Contains("240101g200000003o.fits", StringComparison.Ordinal) && line.Contains("NoTime", StringComparison.Ordinal));
        Assert.Contains(ledger, line => line.Contains("240101g200000007o.fits", StringComparison.Ordinal) && line.Contains("NoFilter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frames_of_another_binning_are_set_aside_by_name()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] });
        Rewrite(Path.Combine(night.Frames, "240101g200000002o.fits"), header => header.Set("BINNING", "2x2"));
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.Contains("binned 2 x 2, but the frames of band 1:g are 256 x 256 pixels binned 4 x 4", File.ReadAllText(night["out/frames.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_that_comes_twice_is_measured_once()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] });
        File.Copy(Path.Combine(night.Frames, "240101g200000004o.fits"), Path.Combine(night.Frames, "copy.fits"));
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        Assert.Contains("Duplicate", File.ReadAllText(night["out/frames.csv"]), StringComparison.Ordinal);
        Assert.Equal(11, Products.Rows(night["out/lightcurves/forced_aperture/1-g_source_1.csv"]).Count);
    }

    [Fact]
    public async Task A_night_without_stars_says_how_many_frames_and_what_to_do()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")], Stars = new() { Count = 0 }, Variables = [], Frames = 4, Detector = new() });
        var (code, _, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.Equal(ExitCode.NothingReduced, code);
        Assert.Contains("4 of 4 frames show fewer than 3 stars above 5 sigma", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_rejected_is_told_at_the_end_also_what_belongs_to_no_band()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 4, Bands = [SimulatedBand.Opticam("g")], BadFrames = [new(1, BadFrameKind.NoTime), new(2, BadFrameKind.Corrupt)] });
        var (code, results, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.True(code == ExitCode.Success, errors);
        Assert.Contains("1 no time in the header", results, StringComparison.Ordinal);
        Assert.Contains($"'nocturne night {night["out"]} --rejected' names them.", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_that_are_not_searched_are_named_and_those_of_results_are_not()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 3, Bands = [SimulatedBand.Opticam("g")] });
        await CommandRun.ReduceAsync(night.Frames, Path.Combine(night.Frames, "reduced"));
        Directory.CreateDirectory(Path.Combine(night.Frames, "flats"));
        File.Copy(Directory.GetFiles(night.Frames, "*.fits")[0], Path.Combine(night.Frames, "flats", "flat_1.fits"));
        foreach (var command in new string[][] { ["inspect", night.Frames], ["reduce", night.Frames, "--out", night["out"]] })
        {
            var (_, _, errors) = await CommandRun.RunAsync([.. command, "--quiet"]);
            Assert.Contains("flats: a folder with more frames, not looked at; --recursive searches it too.", errors, StringComparison.Ordinal);
            Assert.DoesNotContain("reduced:", errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_products_will_lack_is_told_before_they_are_made()
    {
        using var night = new WrittenNight(WrittenNight.OneBand with { Frames = 3 }, (path, truth, image) =>
        {
            var header = WrittenNight.Header(truth);
            foreach (var key in new[] { "RA", "DEC", "GAIN" }) header = header.Set(key, "unknown");
            WrittenNight.Save(path + ".fits", header, image);
        });
        var (_, _, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet");
        Assert.Contains("Test-camera:r: no barycentric times, for the headers have no position; 'time.right-ascension' and 'time.declination' give it.", errors, StringComparison.Ordinal);
        Assert.Contains("Test-camera:r: errors take one electron per count, for the headers have no gain; 'photometry.gain' gives it.", errors, StringComparison.Ordinal);
        string[] given = ["--set", "time.right-ascension=10", "--set", "time.declination=20", "--set", "photometry.gain=2"];
        (_, _, errors) = await CommandRun.RunAsync(["reduce", night.Frames, "--out", night["given"], "--quiet", .. given]);
        Assert.Equal("", errors);
        var (_, results, _) = await CommandRun.RunAsync(["inspect", night.Frames, "--quiet", .. given]);
        Assert.DoesNotContain("No position", results, StringComparison.Ordinal);
        Assert.DoesNotContain("No gain", results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_that_a_person_knows_to_be_bad_are_left_out_by_name()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 5, Bands = [SimulatedBand.Opticam("g")], Transparency = new() });
        string[] left = ["--set", "input.exclude=[\"*00000003O.FITS\", \"nothing*\"]"];
        await CommandRun.ReduceAsync(night.Frames, night["out"], left);
        Assert.Equal([0, 1, 2, 4], Products.Rows(night["out/frames.csv"]).Select(row => int.Parse(row["file"].AsSpan(8, 8), System.Globalization.CultureInfo.InvariantCulture)));
        var (code, _, errors) = await CommandRun.RunAsync(["watch", night.Frames, "--out", night["watched"], "--until-idle", "1 s", "--quiet", "--set", "arrivals.settle=50 ms", .. left]);
        Assert.True(code == ExitCode.Success, errors);
        Assert.Equal(4, Products.Rows(night["watched/frames.csv"]).Count);
    }

    [Fact]
    public async Task A_misspelt_setting_is_corrected()
    {
        var (code, _, errors) = await CommandRun.RunAsync("reduce", ".", "--out", "nowhere", "--set", "background.bocks=3");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("Did you mean 'background.box'?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_misspelt_photometer_is_refused_before_anything_is_written()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")], Frames = 2 });
        var (code, _, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--photometers", "apertur");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("'apertur' is not a photometer", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(night["out"]));
    }

    [Fact]
    public async Task A_night_begun_with_other_settings_is_not_mixed_up()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")], Frames = 4 });
        await CommandRun.ReduceAsync(night.Frames, night["out"]);
        var (code, _, errors) = await CommandRun.RunAsync("reduce", night.Frames, "--out", night["out"], "--quiet", "--set", "detection.threshold=4");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("--overwrite", errors, StringComparison.Ordinal);
        await CommandRun.ReduceAsync(night.Frames, night["out"], "--overwrite", "--set", "detection.threshold=4");
    }

    static void Cut(string file, int length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }

    static void Rewrite(string path, Action<FitsHeader> change)
    {
        FitsHeader header;
        Core.Imaging.Image pixels;
        using (var file = FitsFile.Open(path))
        {
            var image = file.Images.First();
            (header, pixels) = (image.Header.Copy(), image.ReadImage());
        }
        change(header);
        foreach (var key in new[] { "BZERO", "BSCALE", "BITPIX", "CHECKSUM", "DATASUM" }) header.Remove(key);
        FitsWriter.WriteImage(path, header, pixels.Width, pixels.Height, pixels.Pixels);
    }
}
