namespace Nocturne.Core.Detection;

/// <summary>Pixels waiting to be flooded: the brightest first, and among equals the one that came first. A binary heap.</summary>
sealed class FloodQueue : IDisposable
{
    readonly PooledList<Entry> heap = new(256);
    int age;

    public int Count => heap.Count;

    public void Clear()
    {
        heap.Clear();
        age = 0;
    }

    public void Push(float value, int pixel)
    {
        var entry = new Entry(value, age++, pixel);
        heap.Add(entry);
        var items = heap.Items;
        var at = items.Length - 1;
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!entry.Before(items[parent])) break;
            items[at] = items[parent];
            at = parent;
        }
        items[at] = entry;
    }

    public int Pop()
    {
        var items = heap.Items;
        var first = items[0].Pixel;
        var last = items[^1];
        heap.RemoveLast();
        items = items[..^1];
        if (items.IsEmpty) return first;
        var at = 0;
        for (var child = 1; child < items.Length; child = (2 * at) + 1)
        {
            if (child + 1 < items.Length && items[child + 1].Before(items[child])) child++;
            if (!items[child].Before(last)) break;
            items[at] = items[child];
            at = child;
        }
        items[at] = last;
        return first;
    }

    public void Dispose() => heap.Dispose();

    readonly record struct Entry(float Value, int Age, int Pixel)
    {
        public bool Before(Entry other) => Value > other.Value || (Value == other.Value && Age < other.Age);
    }
}
