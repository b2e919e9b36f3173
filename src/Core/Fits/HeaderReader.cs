using System.Buffers;
using Nocturne.Core.Bytes;

namespace Nocturne.Core.Fits;

/// <summary>Reads one header: cards of 80 bytes up to END, padded to blocks of 2880 bytes.</summary>
static class HeaderReader
{
    public const int BlockLength = 2880;

    /// <summary>A header of more cards than this (8 MB) is not believed.</summary>
    const int MostCards = 100_000;

    const int BlocksAtOnce = 4;

    public static long RoundUp(long length) => (length + BlockLength - 1) / BlockLength * BlockLength;

    /// <summary>Reads the header at an offset.</summary>
    /// <returns>The header and the offset of the block behind it.</returns>
    /// <exception cref="FitsException">There is no END before the end of the file, or far too many cards.</exception>
    public static (FitsHeader Header, long End) Read(ByteSource source, long offset, FitsPlace place)
    {
        var cards = new CardParser();
        var count = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(BlockLength * BlocksAtOnce);
        try
        {
            var at = offset;
            while (count < MostCards)
            {
                var chunk = buffer.AsSpan(0, BlockLength * BlocksAtOnce);
                chunk = chunk[..source.Read(at, chunk)];
                for (var card = 0; card < chunk.Length; card += CardParser.CardLength)
                {
                    var bytes = chunk.Slice(card, Math.Min(CardParser.CardLength, chunk.Length - card));
                    if (CardParser.IsEnd(bytes)) return (new(cards.Finish()), offset + RoundUp(at + card + CardParser.CardLength - offset));
                    if (bytes.Length < CardParser.CardLength) throw NoEnd(at + chunk.Length, place);
                    if (bytes.IndexOfAnyExcept((byte)0) < 0) throw Unwritten(at + card, place);
                    cards.Append(bytes);
                    count++;
                }

                at += chunk.Length;
                if (chunk.Length < BlockLength * BlocksAtOnce) throw NoEnd(at, place);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        throw place.Corrupt($"the header at byte {offset:N0} has no END card among its first {MostCards:N0} cards.");
    }

    static FitsException NoEnd(long at, FitsPlace place) =>
        place.Incomplete($"the file ends at byte {at:N0}, before the END card of the header: still being written?");

    static FitsException Unwritten(long at, FitsPlace place) =>
        place.Incomplete($"the header is empty (zero bytes) from byte {at:N0} on, before its END card: still being written?");
}
