using System.Text.Json;
using Nocturne.Core.Imaging;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>One synthetic scene: its image, noise, mask and truth, read when asked for.</summary>
sealed class Scene(string folder, string name, JsonElement json)
{
    readonly Dictionary<string, Image> images = [];
    bool[]? mask;

    public string Name => name;

    public int Width => json.GetProperty("width").GetInt32();

    public int Height => json.GetProperty("height").GetInt32();

    /// <summary>Gain [electrons per ADU].</summary>
    public double Gain => json.GetProperty("gain").GetDouble();

    /// <summary>Full width at half maximum of the stars [pixels].</summary>
    public double Fwhm => json.GetProperty("fwhm").GetDouble();

    /// <summary>The image as it is, with its undefined pixels.</summary>
    public Image Image => Plane("image");

    /// <summary>True = bad.</summary>
    public bool[] Mask => mask ??= [.. Plane("mask").Pixels.ToArray().Select(value => value != 0)];

    /// <summary>The table of input positions.</summary>
    public CsvTable Sources => CsvTable.Read(Path.Combine(folder, json.GetProperty("sources").GetString()!));

    /// <summary>One of the scene's planes by its key in the manifest: image, err, mask, sky, err_sky.</summary>
    public Image Plane(string key)
    {
        if (!images.TryGetValue(key, out var image)) images[key] = image = SceneSet.ReadImage(Path.Combine(folder, json.GetProperty(key).GetString()!));
        return image;
    }
}
