namespace Nocturne.Runner.Hocon;

/// <summary>Several values of one key that cannot be merged before their references are resolved; later layers lie over earlier ones.</summary>
sealed class HoconMerge : HoconNode
{
    HoconMerge(HoconOrigin origin, IReadOnlyList<HoconNode> layers)
        : base(origin) => Layers = layers;

    public IReadOnlyList<HoconNode> Layers { get; }

    public override string Description => "a value with several layers";

    internal override bool IsOpen => true;

    /// <summary>One value over another by the rules for duplicate keys: objects merge, everything else replaces, references wait.</summary>
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
        return new HoconMerge(upper.Origin, layers);
    }

    static IReadOnlyList<HoconNode> LayersOf(HoconNode node) => node is HoconMerge merge ? merge.Layers : [node];
}
