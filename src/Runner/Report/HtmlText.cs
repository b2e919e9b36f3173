using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Nocturne.Runner.Report;

/// <summary>HTML in the making: literal parts of an interpolated string are markup, values in it are text and escaped.</summary>
/// <remarks>So that what came from a header or a file name can never become markup by oversight. Numbers are written in the invariant culture.</remarks>
sealed class HtmlText
{
    readonly StringBuilder html = new();

    /// <summary>Adds markup with escaped values.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] Handler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds markup as it is; only for what the program itself made.</summary>
    public HtmlText AddRaw(string markup)
    {
        html.Append(markup);
        return this;
    }

    public HtmlText AddRaw(ReadOnlySpan<byte> utf8)
    {
        html.Append(Encoding.UTF8.GetString(utf8));
        return this;
    }

    public override string ToString() => html.ToString();

    /// <summary>Escapes the values of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly struct Handler(int literalLength, int formattedCount, HtmlText target)
    {
        readonly HtmlText target = Reserved(target, literalLength + (16 * formattedCount));

        public void AppendLiteral(string markup) => target.html.Append(markup);

        public void AppendFormatted(string? text) => target.html.Append(WebUtility.HtmlEncode(text));

        public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

        public void AppendFormatted<T>(T value, string? format) =>
            target.html.Append(WebUtility.HtmlEncode(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()));

        static HtmlText Reserved(HtmlText text, int length)
        {
            text.html.EnsureCapacity(text.html.Length + length);
            return text;
        }
    }
}
