using Microsoft.Extensions.Configuration;

namespace Nocturne.Runner.Hocon;

/// <summary>Shows a HOCON tree to Microsoft's configuration system as flat keys, <c>a:b:0</c>.</summary>
public sealed class HoconConfigurationProvider(HoconLayers layers) : ConfigurationProvider
{
    Dictionary<string, HoconOrigin> origins = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where each key was written.</summary>
    public IReadOnlyDictionary<string, HoconOrigin> Origins => origins;

    /// <summary>Reads all layers, and takes the result only when all of it is sound.</summary>
    /// <exception cref="HoconException">A layer cannot be read or breaks the rules.</exception>
    public override void Load()
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var places = new Dictionary<string, HoconOrigin>(StringComparer.OrdinalIgnoreCase);
        Flatten(layers.Resolve(), "", values, places);
        (Data, origins) = (values, places);
        OnReload();
    }

    static void Flatten(HoconNode node, string key, Dictionary<string, string?> values, Dictionary<string, HoconOrigin> places)
    {
        places[key] = node.Origin;
        switch (node)
        {
            case HoconScalar scalar:
                values[key] = scalar.Kind == HoconKind.Null ? null : scalar.Text;
                break;
            case HoconArray { Items.Count: 0 }:
                values[key] = "";
                break;
            case HoconArray array:
                for (var i = 0; i < array.Items.Count; i++) Flatten(array.Items[i], Child(key, $"{i}"), values, places);
                break;
            case HoconObject block:
                foreach (var (name, field) in block.Fields) Flatten(field, Child(key, name), values, places);
                break;
        }
    }

    static string Child(string key, string name) => key.Length == 0 ? name : ConfigurationPath.Combine(key, name);
}
