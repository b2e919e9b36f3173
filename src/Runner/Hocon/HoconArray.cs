namespace Nocturne.Runner.Hocon;

/// <summary>A list of values.</summary>
public sealed class HoconArray : HoconNode
{
    public HoconArray(HoconOrigin origin, IReadOnlyList<HoconNode> items)
        : base(origin) => Items = items;

    public IReadOnlyList<HoconNode> Items { get; }

    public override string Description => "a list";
}
