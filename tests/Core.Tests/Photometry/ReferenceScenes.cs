using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Photometry;

/// <summary>The scenes of the source-measurement reference set with their truth.</summary>
static class ReferenceScenes
{
    public sealed record Scene(
        string Name, Image Image, Image Sky, Image Error, bool[] Mask, double Gain, double Fwhm, Dictionary<string, double[]> Sources);

    public static string Path(string file) => ReferenceData.File("stdpipe", file)!;

    public static IEnumerable<Scene> All()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path("manifest.json")));
        foreach (var entry in manifest.RootElement.GetProperty("scenes").EnumerateObject())
        {
            string Text(string name) => entry.Value.GetProperty(name).GetString()!;
            yield return new Scene(
                entry.Name,
                Read(Text("image")),
                Read(Text("sky")),
                Read(Text("err")),
                [.. Read(Text("mask")).Pixels.ToArray().Select(value => value > 0)],
                entry.Value.GetProperty("gain").GetDouble(),
                entry.Value.GetProperty("fwhm").GetDouble(),
                Table(Text("sources")));
        }
    }

    public static Dictionary<string, double[]> Table(string file)
    {
        var lines = File.ReadAllLines(Path(file)).Where(line => line.Length > 0).ToArray();
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        return lines[0].Split(',').Select((name, c) => (name, c)).ToDictionary(
            pair => pair.name, pair => cells.Select(row => double.TryParse(row[pair.c], CultureInfo.InvariantCulture, out var value)
            ? value : double.NaN).ToArray());
    }

    static Image Read(string file)
    {
        using var fits = FitsFile.Open(Path(file));
        return fits.Images.First().ReadImage();
    }

    /// <summary>Clean, single, bright or faint sources: no other within so many pixels, no bad pixel near, away from the edge.</summary>
    public static int[] Isolated(Scene scene, double distance)
    {
        double[] x = scene.Sources["x_true"], y = scene.Sources["y_true"];
        var bad = Enumerable.Range(0, scene.Mask.Length).Where(p => scene.Mask[p] || !float.IsFinite(scene.Image.Pixels[p]))
            .Select(p => (X: p % scene.Image.Width, Y: p / scene.Image.Width)).ToArray();
        bool Near(double dx, double dy, double limit) => (dx * dx) + (dy * dy) < limit * limit;
        return [.. Enumerable.Range(0, x.Length).Where(i =>
            x[i] > 12 && y[i] > 12 && x[i] < scene.Image.Width - 13 && y[i] < scene.Image.Height - 13
            && !Enumerable.Range(0, x.Length).Any(j => j != i && Near(x[i] - x[j], y[i] - y[j], distance))
            && !bad.Any(pixel => Near(pixel.X - x[i], pixel.Y - y[i], 7)))];
    }

    /// <summary>The light of its point sources: what the scene was made with, or for the width that changes a model that PSFEx made of a brighter image.</summary>
    public static PsfModel TrueModel(Scene scene) => scene.Name switch
    {
        "s1_sparse_gauss" => SyntheticStars.Model(),
        "s2_crowded_moffat" => SceneKind.All[1].Model(),
        _ => PsfexFile.Read(Path("psf_psfex_deg2.psf")),
    };

    public static MeasureInput Input(Scene scene) =>
        new(scene.Image) { Background = new ImageField(scene.Sky), ErrorMap = new ImageField(scene.Error), Mask = scene.Mask };

    public static SourcePosition[] True(Scene scene) =>
        [.. scene.Sources["x_true"].Select((x, i) => new SourcePosition(x, scene.Sources["y_true"][i]))];
}
