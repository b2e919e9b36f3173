namespace Nocturne.Core.Asdf;

/// <summary>A canonical prefix code of bzip2: of each length the first code, how many there are, and where their symbols begin.</summary>
readonly record struct Bzip2PrefixCode(int[] First, int[] Count, int[] Start, short[] Symbols)
{
    /// <summary>Most bits of a code.</summary>
    public const int LongestCode = 20;

    /// <summary>The code in which each symbol has the given number of bits.</summary>
    public static Bzip2PrefixCode Make(ReadOnlySpan<byte> lengths)
    {
        var count = new int[LongestCode + 1];
        foreach (var length in lengths) count[length]++;
        var first = new int[LongestCode + 1];
        var start = new int[LongestCode + 1];
        for (var length = 1; length <= LongestCode; length++)
        {
            first[length] = (first[length - 1] + count[length - 1]) << 1;
            start[length] = start[length - 1] + count[length - 1];
        }

        var next = start.ToArray();
        var symbols = new short[lengths.Length];
        for (var i = 0; i < lengths.Length; i++) symbols[next[lengths[i]]++] = (short)i;
        return new(first, count, start, symbols);
    }
}
