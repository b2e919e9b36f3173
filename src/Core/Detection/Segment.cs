namespace Nocturne.Core.Detection;

/// <summary>The pixels of one segment, in reading order, in arrays that are used again for the next.</summary>
sealed class Segment : IDisposable
{
    readonly PooledList<int> x = new(256);
    readonly PooledList<int> y = new(256);
    readonly PooledList<float> value = new(256);

    public int Count => value.Count;

    public ReadOnlySpan<int> X => x.Items;

    public ReadOnlySpan<int> Y => y.Items;

    public ReadOnlySpan<float> Values => value.Items;

    public int XMin { get; private set; }

    public int XMax { get; private set; }

    public int YMin { get; private set; }

    public int YMax { get; private set; }

    public void Clear()
    {
        x.Clear();
        y.Clear();
        value.Clear();
        (XMin, YMin, XMax, YMax) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
    }

    /// <summary>Adds neighbouring pixels of one row.</summary>
    public void Add(int row, int start, ReadOnlySpan<float> values)
    {
        values.CopyTo(value.Extend(values.Length));
        y.Extend(values.Length).Fill(row);
        var columns = x.Extend(values.Length);
        for (var i = 0; i < columns.Length; i++) columns[i] = start + i;
        (XMin, XMax) = (Math.Min(XMin, start), Math.Max(XMax, start + values.Length - 1));
        (YMin, YMax) = (Math.Min(YMin, row), Math.Max(YMax, row));
    }

    public void Dispose()
    {
        x.Dispose();
        y.Dispose();
        value.Dispose();
    }
}
