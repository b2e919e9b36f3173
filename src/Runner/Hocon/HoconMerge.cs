namespace Nocturne.Runner.Hocon;

/// <summary>Several values of one key that cannot be merged before their references are resolved; later layers lie over earlier ones.</summary>
sealed class HoconMerge : HoconNode
{
    const int MostLayers = 1000;

    HoconMerge(HoconOrigin origin, IReadOnlyList<HoconNode> layers)
        : base(origin) => Layers = layers;

    public IReadOnlyList<HoconNode> Layers { get; }

    public override string Description => "a value with several layers";

    internal override bool IsOpen => true;

    /// <summary>One value over another by the rules for duplicate keys: objects merge, everything else replaces, references wait.</summary>
    /// <exception cref="HoconException">A key has more layers than a file written by people can have.</exception>
    public static HoconNode Combine(HoconNode lower, HoconNode upper)
    {
        if (upper is HoconScalar or HoconArray) return upper;
        if (lower is HoconObject below && upper is HoconObject above) return HoconObject.Merge(below, above);
        if (!upper.IsOpen && !lower.IsOpen) return upper;
        List<HoconNode> layers = [.. LayersOf(lower)];
        foreach (var layer in LayersOf(upper))
        {
            if (layer is HoconObject top && layers[^1] is HoconObject beneath) layers[^1] = HoconObject.Merge(beneath, top);
            else layers.Add(layer);
        }
        return layers.Count <= MostLayers ? new HoconMerge(upper.Origin, layers)
            : throw new HoconException(upper.Origin, $"a key is set more than {MostLayers} times with references to others.");
    }

    static IReadOnlyList<HoconNode> LayersOf(HoconNode node) => node is HoconMerge merge ? merge.Layers : [node];
}
