using System.Collections;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The frames of a band that wait, read from the ledger one by one as they are looked at.</summary>
sealed class WaitingList(NightStore store, BandKey band) : IReadOnlyList<FrameDescriptor>
{
    public int Count { get; } = store.Counts(band).Waiting;

    public FrameDescriptor this[int index] => store.WaitingAt(band, index);

    public IEnumerator<FrameDescriptor> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
