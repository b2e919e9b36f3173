using System.Buffers;

namespace Nocturne.Core.Detection;

/// <summary>A list on pooled memory that grows and whose content is one span: what a scan of unknown yield writes to.</summary>
sealed class PooledList<T>(int capacity) : IDisposable
    where T : unmanaged
{
    T[] items = ArrayPool<T>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public Span<T> Items => items.AsSpan(0, Count);

    public void Add(T item)
    {
        if (Count == items.Length) Grow(Count + 1);
        items[Count++] = item;
    }

    /// <summary>Makes room for more items at the end; their content is whatever was there.</summary>
    public Span<T> Extend(int more)
    {
        if (items.Length - Count < more) Grow(Count + more);
        Count += more;
        return items.AsSpan(Count - more, more);
    }

    public void RemoveLast() => Count--;

    public void Clear() => Count = 0;

    public void Dispose()
    {
        ArrayPool<T>.Shared.Return(items);
        items = [];
        Count = 0;
    }

    void Grow(int least)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(least, 2 * Count));
        Items.CopyTo(larger);
        ArrayPool<T>.Shared.Return(items);
        items = larger;
    }
}
