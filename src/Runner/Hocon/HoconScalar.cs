namespace Nocturne.Runner.Hocon;

/// <summary>Null, a boolean, a number or a text, in the spelling of the file.</summary>
public sealed class HoconScalar : HoconNode
{
    public HoconScalar(HoconOrigin origin, HoconKind kind, string text)
        : base(origin)
    {
        Kind = kind;
        Text = text;
    }

    public HoconKind Kind { get; }

    /// <summary>The value as written, without quotes: "1e5" stays "1e5".</summary>
    public string Text { get; }

    public override string Description => Kind == HoconKind.Null ? "null" : $"'{Text}'";

    /// <summary>Whether this is the unquoted white space between two parts of a concatenation.</summary>
    internal bool IsGap { get; private init; }

    internal static HoconScalar Gap(HoconOrigin origin, string text) => new(origin, HoconKind.Text, text) { IsGap = true };
}
