namespace Nocturne.Core.Asdf;

/// <summary>How the writer stores blocks.</summary>
public enum AsdfCompression
{
    None,
    Zlib,
    Lz4,
}
