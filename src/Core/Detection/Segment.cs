namespace Nocturne.Core.Detection;

/// <summary>The pixels of one segment, in reading order, in arrays that are used again for the next.</summary>
sealed class Segment : IDisposable
{
    readonly PooledList<int> x = new(256);
    readonly PooledList<int> y = new(256);
    readonly PooledList<float>[] channels;

    /// <param name="channels">Values of each pixel.</param>
    public Segment(int channels)
    {
        this.channels = new PooledList<float>[channels];
        for (var k = 0; k < channels; k++) this.channels[k] = new(256);
    }

    public int Count => x.Count;

    public ReadOnlySpan<int> X => x.Items;

    public ReadOnlySpan<int> Y => y.Items;

    /// <summary>The values that decide where peaks are: the first channel.</summary>
    public ReadOnlySpan<float> Values => channels[0].Items;

    public int XMin { get; private set; }

    public int XMax { get; private set; }

    public int YMin { get; private set; }

    public int YMax { get; private set; }

    public ReadOnlySpan<float> Channel(int channel) => channels[channel].Items;

    public void Clear()
    {
        x.Clear();
        y.Clear();
        foreach (var channel in channels) channel.Clear();
        (XMin, YMin, XMax, YMax) = (int.MaxValue, int.MaxValue, int.MinValue, int.MinValue);
    }

    /// <summary>Adds neighbouring pixels of one row, whose values begin at an offset of each source.</summary>
    public void Add(int row, int start, int length, int offset, ReadOnlySpan<PooledList<float>> sources)
    {
        for (var k = 0; k < channels.Length; k++) sources[k].Items.Slice(offset, length).CopyTo(channels[k].Extend(length));
        y.Extend(length).Fill(row);
        var columns = x.Extend(length);
        for (var i = 0; i < columns.Length; i++) columns[i] = start + i;
        (XMin, XMax) = (Math.Min(XMin, start), Math.Max(XMax, start + length - 1));
        (YMin, YMax) = (Math.Min(YMin, row), Math.Max(YMax, row));
    }

    public void Dispose()
    {
        x.Dispose();
        y.Dispose();
        foreach (var channel in channels) channel.Dispose();
    }
}
