using System.Buffers.Binary;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Decompression of IRAF line lists, for masks (FITS standard 4.0, 10.4.3): runs and changes of one current value, in 16-bit
/// words.</summary>
static class PlioDecoder
{
    const int WordsOfOldHeader = 3;
    const int WordsOfHeader = 7;

    /// <param name="packed">The bytes of a tile.</param>
    /// <param name="values">As many integers as the tile has pixels; those behind the last run are zero.</param>
    /// <exception cref="InvalidDataException">The words make no sense.</exception>
    public static void Decode(ReadOnlySpan<byte> packed, Span<int> values)
    {
        values.Clear();
        var words = packed.Length / 2;
        if (words < WordsOfHeader) throw new InvalidDataException("the line list is too short to have a header.");

        // Old lists have their length in word 3; newer ones say there, with a negative sign, that it is in words 4 and 5.
        var isOld = Word(packed, WordsOfOldHeader) > 0;
        var length = isOld ? Word(packed, WordsOfOldHeader) : (Word(packed, 5) << 15) + Word(packed, 4);
        var first = isOld ? WordsOfOldHeader + 1 : Word(packed, 1);
        if (length < 0 || length > words || first < 0)
            throw new InvalidDataException($"the line list says it has {length} words, but there are {words}.");

        var value = 1;
        var at = 0;
        for (var i = first; i < length && at < values.Length; i++)
        {
            var word = Word(packed, i);
            var amount = word & 0xFFF;
            switch ((word >> 12) & 0xF)
            {
                case 0:
                    at += amount;
                    break;
                case 1:
                    if (++i >= length) throw new InvalidDataException("the line list ends within an instruction.");
                    value = (Word(packed, i) << 12) + amount;
                    break;
                case 2:
                    value += amount;
                    break;
                case 3:
                    value -= amount;
                    break;
                case 4:
                    values.Slice(at, Math.Min(amount, values.Length - at)).Fill(value);
                    at += amount;
                    break;
                case 5:
                    at += amount;
                    if (amount > 0 && at <= values.Length) values[at - 1] = value;
                    break;
                case 6:
                    value += amount;
                    values[at++] = value;
                    break;
                case 7:
                    value -= amount;
                    values[at++] = value;
                    break;
                default:
                    throw new InvalidDataException($"the line list has an instruction {(word >> 12) & 0xF}, which does not exist.");
            }
        }
    }

    static int Word(ReadOnlySpan<byte> packed, int index) => BinaryPrimitives.ReadInt16BigEndian(packed[(2 * index)..]);
}
