namespace Nocturne.Core.Asdf;

/// <summary>Decodes one bzip2 stream (format: Julian Seward's bzip2 1.0; description in "bzip2 Format Specification", Joe Tsai, 2016).</summary>
/// <remarks>Bits are read from the top of each byte. A block is undone in the order Huffman code, move to front with zero runs,
/// Burrows-Wheeler transform, runs of four to 259 equal bytes; its checksum is compared.</remarks>
ref struct Bzip2Decoder
{
    const int GroupLength = 50;
    const long BlockMagic = 0x314159265359;
    const long EndMagic = 0x177245385090;

    static readonly uint[] CrcTable = MakeCrcTable();

    readonly ReadOnlySpan<byte> source;
    int nextByte;
    ulong bits;
    int bitCount;
    string? fault;

    Bzip2Decoder(ReadOnlySpan<byte> source) => this.source = source;

    /// <summary>Decodes a stream that must fill the destination exactly.</summary>
    /// <returns>Null when all is well, otherwise what is wrong.</returns>
    public static string? Decode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var decoder = new Bzip2Decoder(source);
        var written = decoder.Run(destination, destination.Length);
        return decoder.fault ?? (written == destination.Length ? null : $"gives {written:N0} bytes");
    }

    /// <summary>Decodes without keeping anything, to know how many bytes there are; stops above the limit.</summary>
    public static string? CountBytes(ReadOnlySpan<byte> source, long limit, out long count)
    {
        var decoder = new Bzip2Decoder(source);
        count = decoder.Run([], limit);
        return decoder.fault;
    }

    long Run(Span<byte> destination, long limit)
    {
        if (source.Length < 4 || source[0] != 'B' || source[1] != 'Z' || source[2] != 'h' || source[3] is < (byte)'1' or > (byte)'9')
        {
            fault = "does not begin like bzip2";
            return 0;
        }

        nextByte = 4;
        var symbols = new int[(source[3] - '0') * 100_000];
        long written = 0;
        uint combined = 0;
        while (true)
        {
            var magic = ((long)Take(24) << 24) | Take(24);
            var crc = (Take(16) << 16) | Take(16);
            if (fault is not null) return written;
            if (magic == EndMagic)
            {
                if (crc != combined) fault = "fails its overall checksum";
                return written;
            }

            if (magic != BlockMagic)
            {
                fault = "has no block where one should begin";
                return written;
            }

            var length = ReadBlock(symbols, out var origin);
            if (fault is not null) return written;
            if (!Unsort(symbols.AsSpan(0, length), origin, destination, limit, ref written, crc)) return written;
            combined = ((combined << 1) | (combined >> 31)) ^ crc;
        }
    }

    // Huffman codes and move-to-front: fills the symbols of one block and gives their number.
    int ReadBlock(int[] symbols, out int origin)
    {
        if (Take(1) != 0) fault ??= "uses the randomised form of bzip2 0.9.0, which is not supported";
        origin = (int)Take(24);
        Span<byte> front = stackalloc byte[256];
        var used = ReadSymbolMap(front);
        var alphabet = used + 2;
        var tableCount = (int)Take(3);
        var selectorCount = (int)Take(15);
        if (used == 0 || tableCount is < 2 or > 6 || selectorCount == 0) fault ??= "has a damaged block header";
        if (fault is not null) return 0;

        var selectors = ReadSelectors(selectorCount, tableCount);
        var tables = new Bzip2PrefixCode[tableCount];
        for (var i = 0; i < tableCount && fault is null; i++) tables[i] = ReadCode(alphabet);
        if (fault is not null) return 0;

        int count = 0, run = 0, weight = 1, group = 0, left = 0;
        Bzip2PrefixCode code = default;
        while (true)
        {
            if (left == 0)
            {
                if (group == selectorCount) return Damaged();
                code = tables[selectors[group++]];
                left = GroupLength;
            }

            left--;
            var symbol = Symbol(code);
            if (symbol < 0) return Damaged();
            if (symbol <= 1)
            {
                // Run lengths are written in the digits 1 and 2 of base two.
                run += weight << symbol;
                weight <<= 1;
                if (run > symbols.Length) return Damaged();
                continue;
            }

            if (run > 0)
            {
                if (run > symbols.Length - count) return Damaged();
                symbols.AsSpan(count, run).Fill(front[0]);
                count += run;
                run = 0;
            }

            weight = 1;
            if (symbol == alphabet - 1) break;
            if (count == symbols.Length) return Damaged();
            var place = symbol - 1;
            var value = front[place];
            front[..place].CopyTo(front[1..]);
            front[0] = value;
            symbols[count++] = value;
        }

        if (count == 0 || origin >= count) return Damaged();
        return count;
    }

    int Damaged()
    {
        fault ??= "is damaged";
        return 0;
    }

    int ReadSymbolMap(scoped Span<byte> front)
    {
        var used = 0;
        var rows = Take(16);
        for (var row = 0; row < 16; row++)
        {
            if ((rows & (0x8000u >> row)) == 0) continue;
            var columns = Take(16);
            for (var column = 0; column < 16; column++)
            {
                if ((columns & (0x8000u >> column)) != 0) front[used++] = (byte)((row * 16) + column);
            }
        }

        return used;
    }

    byte[] ReadSelectors(int selectorCount, int tableCount)
    {
        var selectors = new byte[selectorCount];
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        for (var i = 0; i < selectorCount; i++)
        {
            var place = 0;
            while (Take(1) == 1)
            {
                if (++place == tableCount)
                {
                    Damaged();
                    return selectors;
                }
            }

            if (fault is not null) return selectors;
            var value = order[place];
            order[..place].CopyTo(order[1..]);
            order[0] = value;
            selectors[i] = value;
        }

        return selectors;
    }

    Bzip2PrefixCode ReadCode(int alphabet)
    {
        Span<byte> lengths = stackalloc byte[258];
        var length = (int)Take(5);
        for (var i = 0; i < alphabet; i++)
        {
            while (true)
            {
                if (length is < 1 or > Bzip2PrefixCode.LongestCode || fault is not null)
                {
                    Damaged();
                    return default;
                }

                if (Take(1) == 0) break;
                length += Take(1) == 0 ? 1 : -1;
            }

            lengths[i] = (byte)length;
        }

        return Bzip2PrefixCode.Make(lengths[..alphabet]);
    }

    int Symbol(Bzip2PrefixCode code)
    {
        var value = 0;
        for (var length = 1; length <= Bzip2PrefixCode.LongestCode; length++)
        {
            value = (value << 1) | (int)Take(1);
            if (fault is not null) return -1;
            var index = value - code.First[length];
            if (index < code.Count[length]) return index < 0 ? -1 : code.Symbols[code.Start[length] + index];
        }

        return -1;
    }

    // Burrows-Wheeler back, then the runs. The upper 24 bits of each symbol become the link to the next.
    bool Unsort(Span<int> symbols, int origin, Span<byte> destination, long limit, ref long written, uint expectedCrc)
    {
        Span<int> starts = stackalloc int[257];
        starts.Clear();
        foreach (var symbol in symbols) starts[symbol + 1]++;
        for (var i = 1; i < 257; i++) starts[i] += starts[i - 1];
        for (var i = 0; i < symbols.Length; i++) symbols[starts[symbols[i] & 0xFF]++] |= i << 8;

        var crc = uint.MaxValue;
        var same = 0;
        var last = -1;
        var link = symbols[origin] >> 8;
        for (var i = 0; i < symbols.Length; i++)
        {
            var entry = symbols[link];
            var value = entry & 0xFF;
            link = entry >> 8;
            var repeat = 1;
            if (same == 4)
            {
                // After four equal bytes stands the number of further ones.
                repeat = value;
                value = last;
                same = 0;
                last = -1;
            }
            else if (value == last)
            {
                same++;
            }
            else
            {
                same = 1;
                last = value;
            }

            if (repeat > limit - written)
            {
                fault = "gives more bytes than announced";
                return false;
            }

            if (!destination.IsEmpty) destination.Slice((int)written, repeat).Fill((byte)value);
            written += repeat;
            for (; repeat > 0; repeat--) crc = (crc << 8) ^ CrcTable[(crc >> 24) ^ (uint)value];
        }

        if (~crc == expectedCrc) return true;
        fault = "fails the checksum of a block";
        return false;
    }

    uint Take(int count)
    {
        while (bitCount < count)
        {
            if (nextByte == source.Length)
            {
                fault ??= "ends too early";
                return 0;
            }

            bits = (bits << 8) | source[nextByte++];
            bitCount += 8;
        }

        bitCount -= count;
        return (uint)(bits >> bitCount) & (uint)((1L << count) - 1);
    }

    static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i << 24;
            for (var bit = 0; bit < 8; bit++) crc = (crc << 1) ^ ((crc & 0x80000000) != 0 ? 0x04C11DB7u : 0);
            table[i] = crc;
        }

        return table;
    }
}
