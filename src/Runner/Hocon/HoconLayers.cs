namespace Nocturne.Runner.Hocon;

/// <summary>The layers that make up the settings: the reference resolved by itself, the user's files over it in their order, single overrides
/// over those.</summary>
public sealed record HoconLayers
{
    /// <summary>All keys with their defaults. It is resolved alone, so that a user who changes one default does not change others by accident.</summary>
    public required Func<HoconDocument> Reference { get; init; }

    /// <summary>The user's files, the strongest last.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Assignments <c>key=value</c> of the command line, the strongest last.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Where references that are not in the tree are looked up; null for the environment variables of the process.</summary>
    public Func<string, string?>? Variables { get; init; }

    /// <summary>Reads and merges all layers.</summary>
    /// <exception cref="HoconException">A layer cannot be read or breaks the rules.</exception>
    public HoconObject Resolve()
    {
        var merged = HoconDocument.FromResolved(Reference().Resolve(Variables));
        foreach (var file in Files) merged = HoconDocument.ParseFile(file).Over(merged);
        foreach (var assignment in Overrides) merged = HoconDocument.ParseOverride(assignment).Over(merged);
        return merged.Resolve(Variables);
    }
}
