using System.Collections;
using Nocturne.Core.Bytes;

namespace Nocturne.Core.Fits;

/// <summary>The header-and-data units of a file, discovered as far as they are asked for.</summary>
sealed class FitsHduList(ByteSource source, string fileName) : IReadOnlyList<FitsHdu>
{
    readonly List<FitsHdu> found = [];
    readonly List<string> warnings = [];
    long next;
    bool ended;

    public IReadOnlyList<string> Warnings => warnings;

    public int Count
    {
        get
        {
            while (Advance())
            {
            }

            return found.Count;
        }
    }

    public FitsHdu this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            while (found.Count <= index && Advance())
            {
            }

            return index < found.Count ? found[index]
                : throw new ArgumentOutOfRangeException(nameof(index), $"{fileName} has {found.Count} HDUs, counted from 0.");
        }
    }

    public IEnumerator<FitsHdu> GetEnumerator()
    {
        for (var i = 0; i < found.Count || Advance(); i++) yield return found[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool Advance()
    {
        if (ended) return false;
        if (found.Count > 0 && !AnotherHeader())
        {
            ended = true;
            return false;
        }

        var place = new FitsPlace(fileName, found.Count);
        var (header, dataOffset) = HeaderReader.Read(source, next, place);
        var hdu = HduFactory.Create(header, dataOffset, source, place);
        found.Add(hdu);
        next = hdu.Layout.NextOffset;
        return true;
    }

    /// <summary>Looks whether an extension begins where the last unit ends, and notes what else may be there.</summary>
    bool AnotherHeader()
    {
        var last = found[^1].Layout;
        Span<byte> start = stackalloc byte[8];
        start = start[..source.Read(next, start)];
        var common = Math.Min(8, start.Length);
        if (common > 0 && start.SequenceEqual("XTENSION"u8[..common])) return true;
        if (common > 0)
            warnings.Add($"{source.Length - next:N0} bytes behind the last HDU are ignored.");
        else if (source.Length < next && source.Reaches(last.DataOffset + last.DataLength))
            warnings.Add($"the last block of the file lacks {next - source.Length:N0} bytes of padding.");
        return false;
    }
}
