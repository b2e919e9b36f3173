namespace Nocturne.TestKit;

/// <summary>Finds the large reference data (real frames, tables of other programs), which are not part of the repository.</summary>
/// <remarks>The folder is named by the environment variable <c>NOCTURNE_REFERENCE</c>, or is a folder <c>shared/reference</c> beside one of
/// the folders above the test binaries. Tests that need it carry <see cref="ReferenceFactAttribute"/> and skip, visibly, when it is absent.</remarks>
public static class ReferenceData
{
    /// <summary>The folder, or null when there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The full path of a file or folder of the reference data, or null when it is absent.</summary>
    public static string? File(params string[] parts)
    {
        if (Folder is null) return null;
        var path = Path.Combine([Folder, .. parts]);
        return Path.Exists(path) ? path : null;
    }

    /// <summary>The full path of a file or folder of the reference data that must be there.</summary>
    /// <exception cref="FileNotFoundException">It is absent.</exception>
    public static string Required(params string[] parts) =>
        File(parts) ?? throw new FileNotFoundException($"The reference data have no '{string.Join('/', parts)}'.");

    static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("NOCTURNE_REFERENCE");
        if (!string.IsNullOrEmpty(named)) return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "reference");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
