namespace Nocturne.Core.Asdf;

/// <summary>What is wrong with an ASDF file.</summary>
public enum AsdfFault
{
    /// <summary>The file does not begin like one.</summary>
    NotAsdf,

    /// <summary>The file ends before it should: still being written, or cut.</summary>
    Incomplete,

    /// <summary>The file contradicts itself or its checksum.</summary>
    Corrupt,

    /// <summary>Legal, or at least clear, but not something that is read here.</summary>
    Unsupported,

    /// <summary>The tree does not have what was asked for.</summary>
    Missing,
}
