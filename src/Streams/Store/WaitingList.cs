using System.Collections;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>Frames of a band that wait, read from the ledger one by one as they are looked at.</summary>
sealed class WaitingList(NightStore store, BandKey band, long[] frames) : IReadOnlyList<FrameDescriptor>
{
    public int Count => frames.Length;

    public FrameDescriptor this[int index] => store.Describe(band, frames[index]);

    public IEnumerator<FrameDescriptor> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
