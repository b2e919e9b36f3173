using System.Globalization;
using System.Text;
using Nocturne.Core.Bytes;

namespace Nocturne.Core.Asdf;

/// <summary>Finds the tree at the beginning of an ASDF file: first line, comments, text from <c>%YAML</c> to the line <c>...</c>.</summary>
sealed class AsdfHead(ByteSource source, int limit, string name)
{
    const int FirstRead = 1 << 16;

    byte[] buffer = [];
    int count;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, count);

    /// <exception cref="AsdfException">The first line is not that of an ASDF file of major version 1, or the tree does not end.</exception>
    public (int TreeStart, int TreeLength, long End) Find()
    {
        var at = 0;
        var first = Line(ref at, out var complete);
        if (!first.StartsWith("#ASDF ", StringComparison.Ordinal)) throw new AsdfException(AsdfFault.NotAsdf, name, "not an ASDF file: it does not begin with '#ASDF'.");
        CheckVersion(first["#ASDF ".Length..], complete);
        while (true)
        {
            var start = at;
            if (!Fill(start + 1)) return (start, 0, start);
            var next = buffer[start];
            if (next == (byte)'#')
            {
                Line(ref at, out _);
            }
            else if (next == (byte)'%')
            {
                var directive = Line(ref at, out _);
                if (!directive.StartsWith("%YAML", StringComparison.Ordinal)) return (start, 0, start);
                return FindEnd(start);
            }
            else
            {
                return (start, 0, start);
            }
        }
    }

    void CheckVersion(string version, bool complete)
    {
        var parts = version.Split('.');
        if (!complete || parts.Length != 3 || !parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            throw new AsdfException(AsdfFault.NotAsdf, name, $"not an ASDF file: its first line ends with '{version}' where a version like 1.0.0 belongs.");
        if (int.Parse(parts[0], CultureInfo.InvariantCulture) != 1)
            throw new AsdfException(AsdfFault.Unsupported, name, $"written in ASDF file format {version}; known is 1.");
    }

    // The end is a line of three dots: line feed, dots, then line feed, carriage return and line feed, or the end of the file.
    (int TreeStart, int TreeLength, long End) FindEnd(int start)
    {
        var from = start;
        while (true)
        {
            var place = buffer.AsSpan(from, count - from).IndexOf("\n..."u8);
            if (place < 0)
            {
                from = Math.Max(from, count - 3);
                if (!Fill(count + 1)) throw new AsdfException(AsdfFault.Incomplete, name, "the tree has no end (a line of three dots): the file may be cut.");
                continue;
            }

            var dots = from + place + 1;
            var whole = Fill(dots + 5);
            var rest = buffer.AsSpan(dots + 3, count - dots - 3);
            if (rest.IsEmpty || rest[0] == '\n') return (start, dots - start, dots + 3 + Math.Min(1, rest.Length));
            if (rest[0] == '\r' && ((rest.Length == 1 && !whole) || (rest.Length > 1 && rest[1] == '\n'))) return (start, dots - start, dots + 3 + Math.Min(2, rest.Length));
            from = dots;
        }
    }

    string Line(ref int at, out bool complete)
    {
        var start = at;
        var searched = start;
        while (true)
        {
            if (!Fill(searched + 1))
            {
                complete = true;
                at = count;
                return Text(start, count);
            }

            var end = buffer.AsSpan(searched, count - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                complete = true;
                at = searched + end + 1;
                return Text(start, searched + end);
            }

            searched = count;
            if (searched - start > FirstRead)
            {
                // No line of the head is that long: the caller will say what is wrong with its beginning.
                complete = false;
                at = count;
                return Text(start, start + 200);
            }
        }
    }

    string Text(int start, int end) => Encoding.Latin1.GetString(buffer, start, end - start).TrimEnd('\r');

    // Makes sure that so many bytes are in the buffer; false when the file is shorter.
    bool Fill(int wanted)
    {
        if (wanted <= count) return true;
        if (wanted > limit) throw new AsdfException(AsdfFault.Unsupported, name, $"the tree is longer than {limit:N0} bytes.");
        if (count == source.Length) return false;
        var size = (int)Math.Min(source.Length, Math.Min(limit, Math.Max(Math.Max(FirstRead, wanted), 4L * count)));
        var larger = new byte[size];
        Bytes.CopyTo(larger);
        var got = source.Read(count, larger.AsSpan(count));
        buffer = larger;
        if (got == 0) return false;
        count += got;
        return wanted <= count;
    }
}
