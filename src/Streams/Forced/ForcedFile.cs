using System.Security.Cryptography;

namespace Nocturne.Streams.Forced;

/// <summary>An image to be measured, known by its content and not by where it lies.</summary>
/// <param name="Path">Path to open.</param>
/// <param name="Name">Path relative to the folder that all images share, with forward slashes.</param>
public sealed record ForcedFile(string Path, string Name)
{
    /// <summary>Its identity, when it is known already.</summary>
    public string? Id { get; init; }

    /// <summary>Identity in the ledger: a digest of the file's bytes.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public string Identify()
    {
        if (Id is not null) return Id;
        using var stream = File.OpenRead(Path);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 12));
    }
}
