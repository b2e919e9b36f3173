namespace Nocturne.Streams.Arrivals;

/// <summary>Names that were dealt with, so that a listing of a folder costs no question to the ledger for each of them.</summary>
/// <remarks>64 bits of each name are kept (Fowler, Noll and Vo's hash 1a, by letters): some 20 bytes a file, and with a million names one chance in thirty million that two are taken for one.</remarks>
sealed class KnownNames
{
    const ulong Start = 14695981039346656037UL;

    readonly HashSet<ulong> hashes = [];

    public bool Contains(string name) => hashes.Contains(Hash(Start, name));

    /// <summary>Whether the name of a file in a folder is known.</summary>
    /// <param name="folder">The folder, relative like the names and without a separator at its ends; empty for none.</param>
    /// <param name="name">The file's own name.</param>
    public bool Contains(ReadOnlySpan<char> folder, ReadOnlySpan<char> name) => hashes.Contains(folder.IsEmpty ? Hash(Start, name) : Hash(Hash(Hash(Start, folder), "/"), name));

    public void Add(string name) => hashes.Add(Hash(Start, name));

    public void Remove(string name) => hashes.Remove(Hash(Start, name));

    /// <summary>All separators count as the forward slash.</summary>
    static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var letter in text) hash = (hash ^ (letter == '\\' ? '/' : letter)) * 1099511628211UL;
        return hash;
    }
}
