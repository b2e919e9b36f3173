namespace Nocturne.Core.Asdf;

/// <summary>Spellings of units brought to one form.</summary>
public static class AsdfUnit
{
    /// <summary>Drops blanks and writes divisions and powers of minus one alike: <c>DN / s</c> and <c>DN.s**-1</c> become <c>DN/s</c>, <c>MJy.sr**-1</c> becomes <c>MJy/sr</c>.</summary>
    public static string? Normalise(string? unit)
    {
        if (unit is null) return null;
        var compact = string.Concat(unit.Where(c => !char.IsWhiteSpace(c))).Replace("**", "^", StringComparison.Ordinal);
        var parts = new List<string>();
        var divisors = new List<string>();
        var divide = false;
        var start = 0;
        for (var i = 0; i <= compact.Length; i++)
        {
            if (i < compact.Length && compact[i] is not ('.' or '*' or '/')) continue;
            var part = compact[start..i];
            if (part.EndsWith("^-1", StringComparison.Ordinal)) (divide ? parts : divisors).Add(part[..^3]);
            else if (part.EndsWith("^(-1)", StringComparison.Ordinal)) (divide ? parts : divisors).Add(part[..^5]);
            else if (part.Length > 0) (divide ? divisors : parts).Add(part);
            if (i < compact.Length) divide = compact[i] == '/';
            start = i + 1;
        }

        return string.Join('.', parts) + string.Concat(divisors.Select(divisor => "/" + divisor));
    }
}
