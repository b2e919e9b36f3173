using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Nocturne.Runner.Hocon;

/// <summary>Named values, in the order of the file.</summary>
public sealed class HoconObject : HoconNode
{
    readonly OrderedDictionary<string, HoconNode> fields = new(StringComparer.Ordinal);

    public HoconObject(HoconOrigin origin)
        : base(origin)
    {
    }

    /// <summary>A copy of another object, written elsewhere.</summary>
    internal HoconObject(HoconOrigin origin, HoconObject other)
        : base(origin)
    {
        foreach (var (key, value) in other.fields) fields[key] = value;
    }

    public IReadOnlyDictionary<string, HoconNode> Fields => fields;

    public override string Description => "a block { … }";

    public bool TryGet(string key, [NotNullWhen(true)] out HoconNode? value) => fields.TryGetValue(key, out value);

    /// <summary>The value at a path such as "detection.threshold" in a resolved tree; null if there is none.</summary>
    public HoconNode? Find(string path)
    {
        HoconNode? node = this;
        foreach (var key in HoconPath.Parse(path))
            if (node is not HoconObject level || !level.TryGet(key, out node)) return null;
        return node;
    }

    /// <summary>The values under whole-number keys in the order of the numbers: what a list looks like when it is written key by key.</summary>
    /// <returns>Null if no key is a number.</returns>
    internal HoconArray? AsArray()
    {
        var numbered = fields
            .Where(field => int.TryParse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderBy(field => int.Parse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture))
            .Select(field => field.Value)
            .ToList();
        return numbered.Count == 0 ? null : new(Origin, numbered);
    }

    /// <summary>Like <see cref="Put"/>, but merges objects in place: for the parser, which shares its objects with nobody, and whose time must not
    /// grow with the square of the file.</summary>
    internal void Absorb(string key, HoconNode value)
    {
        if (value is HoconObject upper && fields.TryGetValue(key, out var lower) && lower is HoconObject inner)
            foreach (var (name, field) in upper.fields) inner.Absorb(name, field);
        else
            Put(key, value);
    }

    /// <summary>Sets a field over what is there already, by the rules for duplicate keys; objects that others may hold are not changed.</summary>
    internal void Put(string key, HoconNode value) =>
        fields[key] = fields.TryGetValue(key, out var lower) ? HoconMerge.Combine(lower, value) : value;

    /// <summary>Both objects' fields, the upper's over the lower's.</summary>
    internal static HoconObject Merge(HoconObject lower, HoconObject upper)
    {
        var merged = new HoconObject(upper.Origin, lower);
        foreach (var (key, value) in upper.fields) merged.Put(key, value);
        return merged;
    }
}
