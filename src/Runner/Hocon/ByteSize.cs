using System.ComponentModel;
using System.Globalization;

namespace Nocturne.Runner.Hocon;

/// <summary>A number of bytes as settings write it: "512 MiB" counts in 1024s, "512 MB" in 1000s, "512M" in 1024s; a bare number counts bytes.</summary>
[TypeConverter(typeof(ByteSizeConverter))]
public readonly record struct ByteSize(long Bytes)
{
    const string Prefixes = "KMGTPE";

    static readonly string[] DecimalNames = ["kilo", "mega", "giga", "tera", "peta", "exa"];
    static readonly string[] BinaryNames = ["kibi", "mebi", "gibi", "tebi", "pebi", "exbi"];

    /// <exception cref="FormatException">The text is not a size.</exception>
    public static ByteSize Parse(string text)
    {
        var (number, unit) = HoconUnits.Split(text, "a size such as '512 MiB' or '2 GB'");
        var total = number * Factor(unit);
        return Math.Abs(total) < long.MaxValue ? new((long)Math.Round(total)) : throw new FormatException("is a size that is too large");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bytes} B");

    static double Factor(string unit)
    {
        if (unit is "" or "B" or "b" or "byte" or "bytes") return 1;
        var singular = unit.EndsWith("bytes", StringComparison.Ordinal) ? unit[..^5] : unit.EndsWith("byte", StringComparison.Ordinal) ? unit[..^4] : null;
        for (var i = 0; i < Prefixes.Length; i++)
        {
            var prefix = Prefixes[i];
            if (unit == (prefix == 'K' ? "kB" : $"{prefix}B") || singular == DecimalNames[i]) return Math.Pow(1000, i + 1);
            if (singular == BinaryNames[i] || unit == $"{prefix}" || unit == $"{char.ToLowerInvariant(prefix)}" || unit == $"{prefix}i" || unit == $"{prefix}iB")
                return Math.Pow(1024, i + 1);
        }
        throw new FormatException($"has the unknown unit '{unit}'; sizes have B, kB, MB, GB, TB (1000s) or KiB, MiB, GiB, TiB (1024s)");
    }
}
