using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>A folder of reference tables for source measurement: its manifest, scenes and PSF models, read when asked for.</summary>
sealed class MeasureReference(string folder) : IDisposable
{
    readonly JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "manifest.json")));
    readonly Dictionary<string, Image> images = [];
    readonly Dictionary<string, PsfModel> models = [];

    public IEnumerable<JsonElement> Cases(string function) =>
        manifest.RootElement.GetProperty("cases").EnumerateArray().Where(entry => entry.GetProperty("function").GetString() == function);

    public IEnumerable<JsonElement> Units => manifest.RootElement.GetProperty("units").EnumerateArray();

    public JsonElement Scene(string name) => manifest.RootElement.GetProperty("scenes").GetProperty(name);

    public Image Image(string file)
    {
        if (images.TryGetValue(file, out var image)) return image;
        using var fits = FitsFile.Open(Path.Combine(folder, file));
        return images[file] = fits.Images.First().ReadImage();
    }

    public bool[] Mask(string scene) => [.. Image(Scene(scene).GetProperty("mask").GetString()!).Pixels.ToArray().Select(value => value > 0)];

    /// <summary>A plane of a scene by the name that the options use: image, err, err_sky, sky.</summary>
    public IPixelField Plane(string scene, string name) =>
        new ImageField(Image(Scene(scene).GetProperty(name).GetString()!));

    public PsfModel Psf(string file)
    {
        if (!models.TryGetValue(file, out var model)) models[file] = model = PsfexFile.Read(Path.Combine(folder, file), positionsAsWritten: true);
        return model;
    }

    public MeasureReferenceTable Table(string file) => MeasureReferenceTable.Read(Path.Combine(folder, file));

    /// <summary>The map of widths of the unit table, from its coefficients.</summary>
    public FwhmMap WidthMap()
    {
        var unit = Units.First(entry => entry.GetProperty("file").GetString() == "fwhmmap_samples.csv");
        double Number(string name) => unit.GetProperty(name).GetDouble();
        var field = new PolynomialField(
            unit.GetProperty("order").GetInt32(), [.. unit.GetProperty("coeffs").EnumerateArray().Select(value => value.GetDouble())], Number("x0"), Number("y0"), Number("sx"), Number("sy"));
        return FwhmMap.Of(field, Number("median"));
    }

    public void Dispose() => manifest.Dispose();

    public static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
