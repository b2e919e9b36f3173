namespace Nocturne.TestKit.Faults;

/// <summary>How programs bring a file into a folder.</summary>
public enum WritingWay
{
    /// <summary>Under its own name, a piece at a time.</summary>
    Grows,

    /// <summary>Its full length first, which is then filled from the beginning.</summary>
    Filled,

    /// <summary>Under a temporary name, then renamed.</summary>
    Renamed,

    /// <summary>As rsync does: hidden, with random letters, then renamed.</summary>
    Rsync,

    /// <summary>Under its own name, and once more under another.</summary>
    CopiedTwice,

    /// <summary>Made elsewhere and moved in whole, with the age that it had there.</summary>
    MovedIn,

    /// <summary>Its full length first, then pieces in any order, none of them much later than the one before.</summary>
    Scattered,

    /// <summary>Compressed, a piece at a time.</summary>
    Compressed,
}
