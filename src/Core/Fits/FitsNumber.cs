using System.Buffers;
using System.Globalization;

namespace Nocturne.Core.Fits;

/// <summary>Numbers as they are written in FITS headers and ASCII fields: exponents with E or D in either case, plus signs, surrounding
/// blanks.</summary>
static class FitsNumber
{
    static readonly SearchValues<char> Characters = SearchValues.Create("+-.0123456789EeDd ");

    public static bool TryDouble(ReadOnlySpan<char> text, out double value)
    {
        value = double.NaN;
        if (text.ContainsAnyExcept(Characters) || text.IndexOfAnyInRange('0', '9') < 0) return false;
        if (text.IndexOfAny('D', 'd') < 0) return TryPlain(text, out value);
        if (text.Length > 80) return false;
        Span<char> plain = stackalloc char[80];
        plain = plain[..text.Length];
        text.CopyTo(plain);
        plain.Replace('D', 'E');
        plain.Replace('d', 'E');
        return TryPlain(plain, out value);
    }

    /// <summary>An integer, also when it is written as 2048.0 or 2.048E3.</summary>
    public static bool TryLong(ReadOnlySpan<char> text, out long value)
    {
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value)) return true;
        if (!TryDouble(text, out var number) || Math.Abs(number) > 1L << 53 || number != Math.Floor(number)) return false;
        value = (long)number;
        return true;
    }

    static bool TryPlain(ReadOnlySpan<char> text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
