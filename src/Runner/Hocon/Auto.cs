namespace Nocturne.Runner.Hocon;

/// <summary>A setting that is either a value or <c>auto</c>: chosen by the program from what it sees.</summary>
/// <param name="Value">The value; null for <c>auto</c>.</param>
public readonly record struct Auto<T>(T? Value)
    where T : struct
{
    public bool IsAuto => Value is null;

    /// <summary>The value, or another one in place of <c>auto</c>.</summary>
    public T Or(T automatic) => Value ?? automatic;

    public override string ToString() => Value is { } value ? FormattableString.Invariant($"{value}") : "auto";
}
