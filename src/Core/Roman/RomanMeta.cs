using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Roman;

/// <summary>Reads single facts from the tree of a Roman file, whether they are plain, tagged or quantities.</summary>
static class RomanMeta
{
    /// <summary>What the pipeline writes where it has no value yet.</summary>
    const double Placeholder = -999999;

    /// <summary>The number at a node; null when it is absent, null, a placeholder or not finite.</summary>
    public static double? Number(YamlNode? node)
    {
        if (node is YamlMapping quantity) node = quantity.Find("value");
        return node is not null && node.TryGetDouble(out var value) && double.IsFinite(value) && value != Placeholder ? value : null;
    }

    /// <summary>The unit of a quantity in one spelling; null for plain numbers.</summary>
    public static string? Unit(YamlNode? node) => AsdfUnit.Normalise((node as YamlMapping)?.Find("unit")?.Text);

    public static string Text(YamlNode? node) => node?.Text ?? "";

    /// <summary>A time as UTC; null when absent or in another scale.</summary>
    public static Mjd? Utc(YamlNode? node) => AsdfTime.Read(node, out var scale) is { } time && scale == "utc" ? time : null;

    /// <summary>The nominal pixel area [sr] of either generation of metadata.</summary>
    public static double? PixelArea(YamlNode? photometry) => Number(photometry?.At("pixel_area")) ?? Number(photometry?.At("pixelarea_steradians"));
}
