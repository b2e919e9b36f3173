using System.Runtime.InteropServices;

namespace Nocturne.Streams.Arrivals;

/// <summary>Names that were dealt with, so that a listing of a folder costs no question to the ledger for each of them.</summary>
/// <remarks>64 bits of each name are kept (Fowler, Noll and Vo's hash 1a): some 20 bytes a file, and with a million names one chance in thirty million that two are taken for one.</remarks>
sealed class KnownNames
{
    readonly HashSet<ulong> hashes = [];

    public bool Contains(string name) => hashes.Contains(Hash(name));

    public void Add(string name) => hashes.Add(Hash(name));

    public void Remove(string name) => hashes.Remove(Hash(name));

    static ulong Hash(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in MemoryMarshal.AsBytes(name.AsSpan())) hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }
}
