namespace Nocturne.Runner.Hocon;

/// <summary>Values that stand side by side on a line, at least one of which is a substitution or a block; the white space between them is a part too.</summary>
sealed class HoconConcatenation : HoconNode
{
    public HoconConcatenation(HoconOrigin origin, IReadOnlyList<HoconNode> parts)
        : base(origin) => Parts = parts;

    public IReadOnlyList<HoconNode> Parts { get; }

    public override string Description => "a concatenation";

    internal override bool IsOpen => true;
}
