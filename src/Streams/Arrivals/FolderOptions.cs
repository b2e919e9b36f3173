namespace Nocturne.Streams.Arrivals;

/// <summary>How a folder is watched.</summary>
public sealed record FolderOptions
{
    /// <summary>Patterns of the names of frames, case ignored.</summary>
    public required IReadOnlyList<string> Patterns { get; init; }

    /// <summary>Patterns of the names of files that are left out, case ignored.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whether folders in the folder are watched too.</summary>
    public bool Recursive { get; init; }

    /// <summary>Folder inside the watched one that is left out: that of the results. Null for none.</summary>
    public string? Except { get; init; }

    /// <summary>How often the folder is looked at.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a file must have been left alone before it is believed to be whole.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After so long without change a file that is not whole is reported as incomplete.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The sequence ends when nothing has arrived or changed for so long; null for never.</summary>
    public TimeSpan? UntilIdle { get; init; }

    /// <summary>Whether the system is asked to wake the watcher when something happens in the folder.</summary>
    public bool Hints { get; init; } = true;
}
