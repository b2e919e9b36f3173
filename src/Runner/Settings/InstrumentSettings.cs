namespace Nocturne.Runner.Settings;

/// <summary>How headers are understood.</summary>
public sealed record InstrumentSettings
{
    /// <summary>Name of a header dialect, or <c>auto</c>: recognised from the header.</summary>
    public required string Dialect { get; init; }

    /// <summary>Folders or files with further dialects.</summary>
    public required IReadOnlyList<string> Dialects { get; init; }
}
