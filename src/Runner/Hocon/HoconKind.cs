namespace Nocturne.Runner.Hocon;

/// <summary>What a scalar was written as.</summary>
public enum HoconKind
{
    Null,
    Boolean,
    Number,
    Text,
}
