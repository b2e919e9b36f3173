using System.Text.Json;
using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Roman;

namespace Nocturne.Conformance.Roman;

/// <summary>The folder <c>inconsistent</c>: files that are readable but not usable as they are.</summary>
static class InconsistentBattery
{
    public static void Run(string folder, CaseReport report)
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        var entries = cases.RootElement.EnumerateArray().Select(item => (File: item.GetProperty("file").GetString()!, Expect: item.GetProperty("expect").GetString()!)).ToArray();
        var reference = entries.FirstOrDefault(entry => entry.Expect == "ok" && !IsMap(folder, entry.File)).File;
        foreach (var (file, expect) in entries) report.Run($"inconsistent/{file}", check => Case(folder, file, expect, reference, check));
    }

    static void Case(string folder, string file, string expect, string? reference, CaseCheck check)
    {
        try
        {
            if (IsMap(folder, file)) Map(folder, file, reference!, check);
            else Image(Path.Combine(folder, file), expect, reference is null ? null : Path.Combine(folder, reference), check);
            if (expect == "error") check.Problem("was measured without an error");
        }
        catch (Exception error) when (error is AsdfException or WcsException or ScienceImageException)
        {
            if (expect == "error") check.Notes.Add(error.Message);
            else check.Problem(error.Message);
        }
    }

    static bool IsMap(string folder, string file)
    {
        using var asdf = AsdfFile.Open(Path.Combine(folder, file));
        return asdf.Tree?.At("roman", "meta", "reftype")?.Text == "AREA";
    }

    static void Image(string path, string expect, string? reference, CaseCheck check)
    {
        var image = RomanImageReader.Open(path);
        var middle = MiddleOf(image, null);
        check.True(double.IsFinite(middle.Net) && double.IsFinite(middle.Flux), "the middle of the image has no flux");
        check.Notes.AddRange(image.Notes);
        if (expect != "special" || image.Unit != "MJy/sr" || reference is null) return;

        // Data in MJy/sr: flux = sum x 1e6 x pixel area, without the zero point.
        check.NearRelative(middle.FluxUncorrected, middle.Net * 1e6 * image.Calibration!.PixelAreaSteradians, 1e-12, "flux of an image in MJy/sr");
    }

    static void Map(string folder, string file, string reference, CaseCheck check)
    {
        var image = RomanImageReader.Open(Path.Combine(folder, reference));
        var area = AreaMap.Open(Path.Combine(folder, file));
        var middle = MiddleOf(image, area);
        check.True(double.IsFinite(middle.Net), "the middle of the image has no net counts");
        var faults = area.CountFaults();
        if (faults is not (0, 0)) check.Notes.Add($"{faults.Zero} zero and {faults.NotFinite} non-finite areas");
        var values = new double[image.Width];
        var areas = new double[image.Width];
        var data = new double[image.Width];
        var pixels = new CorrectedPixels(image, area);
        for (var y = 0; y < image.Height; y++)
        {
            area.Values.Read(0, y, areas);
            image.Data.Read(0, y, data);
            pixels.ReadData(0, y, values);
            for (var x = 0; x < values.Length; x++)
            {
                if (double.IsNaN(areas[x])) check.True(double.IsNaN(values[x]), $"pixel ({x}, {y}) of no area is a number");
                else if (areas[x] == 0 && double.IsFinite(data[x])) check.Same(values[x], 0, $"pixel ({x}, {y}) of zero area");
            }
        }
    }

    static ForcedMeasurement MiddleOf(ScienceImage image, AreaMap? area)
    {
        var photometry = new ForcedPhotometry(image, area, EncircledEnergy.None);
        var sky = image.Wcs.ToSky(image.Width / 2.0, image.Height / 2.0);
        return photometry.Measure(SourceList.Of([sky])).Single();
    }
}
