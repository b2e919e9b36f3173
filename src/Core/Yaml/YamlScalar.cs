using System.Globalization;

namespace Nocturne.Core.Yaml;

/// <summary>A text in a YAML tree.</summary>
public sealed class YamlScalar : YamlNode
{
    /// <param name="text">The text, unfolded and unescaped.</param>
    /// <param name="isPlain">Whether it stood without quotes, so that it may be a number, a truth value or null.</param>
    /// <param name="tag">The full tag, or null.</param>
    /// <param name="line">Line of the document.</param>
    public YamlScalar(string text, bool isPlain = false, string? tag = null, int line = 0)
        : base(tag, line)
    {
        Text = text;
        IsPlain = isPlain;
    }

    /// <summary>The text as it stands, also when it spells null.</summary>
    public new string Text { get; }

    /// <summary>Whether the text stood without quotes.</summary>
    public bool IsPlain { get; }

    public override int Height => 1;

    public override long Weight => 1;

    public static YamlScalar Of(double value) => new(
        double.IsNaN(value) ? ".nan" : double.IsInfinity(value) ? (value > 0 ? ".inf" : "-.inf") : WithPoint(value.ToString("R", CultureInfo.InvariantCulture)),
        isPlain: true);

    public static YamlScalar Of(long value) => new(value.ToString(CultureInfo.InvariantCulture), isPlain: true);

    public static YamlScalar Of(bool value) => new(value ? "true" : "false", isPlain: true);

    public override string ToString() => Text;

    // YAML 1.1 readers take a number for a float only with a point in it, and a signed exponent.
    static string WithPoint(string digits)
    {
        var exponent = digits.IndexOf('E', StringComparison.Ordinal);
        var mantissa = exponent < 0 ? digits : digits[..exponent];
        if (!mantissa.Contains('.', StringComparison.Ordinal)) mantissa += ".0";
        return exponent < 0 ? mantissa : mantissa + "e" + digits[(exponent + 1)..];
    }
}
