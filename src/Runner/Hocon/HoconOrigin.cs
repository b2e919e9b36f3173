namespace Nocturne.Runner.Hocon;

/// <summary>Where a value was written, for error messages: "hocon/local.conf:12".</summary>
/// <param name="Source">The file as the user named it, or a description such as "--set detection.threshold=4".</param>
/// <param name="Line">Line from 1; 0 where lines mean nothing.</param>
public readonly record struct HoconOrigin(string Source, int Line)
{
    public override string ToString() => Line > 0 ? $"{Source}:{Line}" : Source;
}
