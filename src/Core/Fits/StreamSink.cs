namespace Nocturne.Core.Fits;

/// <summary>Writes to a stream and counts.</summary>
sealed class StreamSink(Stream stream) : IDataSink
{
    public long Count { get; private set; }

    public void Accept(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Count += bytes.Length;
    }

    /// <summary>Fills the last block of 2880 bytes.</summary>
    public void Pad()
    {
        Span<byte> padding = stackalloc byte[HeaderReader.BlockLength];
        padding.Clear();
        Accept(padding[..(int)(HeaderReader.RoundUp(Count) - Count)]);
    }
}
