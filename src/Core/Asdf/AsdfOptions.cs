namespace Nocturne.Core.Asdf;

/// <summary>How far an ASDF file is trusted.</summary>
public sealed record AsdfOptions
{
    public static AsdfOptions Default { get; } = new();

    /// <summary>Whether the MD5 of each block that is read is compared; a block of zeros in its place means that there is none.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>Longest tree that is read [bytes].</summary>
    public int MaxTreeBytes { get; init; } = 64 << 20;

    /// <summary>Largest decoded block or array [bytes].</summary>
    public long MaxBlockBytes { get; init; } = Array.MaxLength;

    /// <summary>Most values of an array that is written out in the tree.</summary>
    public int MaxInlineValues { get; init; } = 10_000_000;
}
