using System.Text.Json;
using Nocturne.Core.Background;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The data that a manifest names: scenes, images, tables.</summary>
sealed class SceneSet(string folder, JsonElement manifest)
{
    readonly Dictionary<string, Scene> scenes = [];
    readonly Dictionary<string, (BackgroundMesh Mesh, Image Subtracted)> classic = [];

    public JsonElement Manifest => manifest;

    public string PathOf(string file) => Path.Combine(folder, file);

    public CsvTable Table(string file) => CsvTable.Read(PathOf(file));

    public Image ReadImageOf(string file) => ReadImage(PathOf(file));

    /// <exception cref="InvalidDataException">The manifest has no such scene.</exception>
    public Scene Scene(string? name)
    {
        if (name is not null && scenes.TryGetValue(name, out var scene)) return scene;
        if (name is null || !manifest.GetProperty("scenes").TryGetProperty(name, out var json)) throw new InvalidDataException($"the manifest has no scene '{name}'");
        return scenes[name] = new(folder, name, json);
    }

    /// <summary>The scene a case belongs to: named in it, or found by the file's first word, which scenes and their files share.</summary>
    public Scene SceneOf(ManifestEntry entry)
    {
        if (entry.Text("scene") is { } name) return Scene(name);
        var prefix = entry.Name.Split('_')[0] + "_";
        foreach (var scene in manifest.GetProperty("scenes").EnumerateObject())
            if (scene.Name.StartsWith(prefix, StringComparison.Ordinal)) return Scene(scene.Name);
        throw new InvalidDataException($"'{entry.Name}' names no scene");
    }

    /// <summary>
    /// What the extraction cases start from: undefined pixels as zero, less the classic background of the masked scene with boxes of 64
    /// pixels.
    /// </summary>
    public (BackgroundMesh Mesh, Image Subtracted) Classic(Scene scene)
    {
        if (classic.TryGetValue(scene.Name, out var known)) return known;
        var zeroed = Zeroed(scene.Image);
        var mask = MaskWithUndefined(scene);
        var mesh = BackgroundEstimation.Estimate(zeroed.View, mask, new() { Estimator = BackgroundEstimator.Classic });
        mesh.Subtract(zeroed.View, zeroed.Pixels);
        return classic[scene.Name] = (mesh, zeroed);
    }

    /// <summary>The scene's mask together with its undefined pixels.</summary>
    public static bool[] MaskWithUndefined(Scene scene)
    {
        var pixels = scene.Image.Pixels.ToArray();
        return [.. scene.Mask.Select((bad, k) => bad || !float.IsFinite(pixels[k]))];
    }

    /// <summary>A copy with undefined pixels set to zero.</summary>
    public static Image Zeroed(Image image)
    {
        var copy = new Image(image.Width, image.Height, image.Pixels.ToArray());
        foreach (ref var pixel in copy.Pixels)
            if (!float.IsFinite(pixel)) pixel = 0;
        return copy;
    }

    public static Image ReadImage(string path)
    {
        using var file = FitsFile.Open(path);
        var hdu = file.Images.First();
        var image = new Image(hdu.Width, hdu.Height);
        hdu.ReadPlane(0, image.Pixels);
        return image;
    }
}
