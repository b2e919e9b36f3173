namespace Nocturne.Core.Fits;

/// <summary>Takes the encoded data of a unit piece by piece: once to sum them up, once to write them.</summary>
interface IDataSink
{
    void Accept(ReadOnlySpan<byte> bytes);
}
