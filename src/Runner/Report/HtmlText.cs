using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Nocturne.Runner.Report;

/// <summary>HTML in the making: literal parts of an interpolated string are markup, values in it are text and escaped.</summary>
/// <remarks>So that what came from a header or a file name can never become markup by oversight. Numbers are written in the invariant culture.</remarks>
/// <param name="writer">Where the text goes.</param>
sealed class HtmlText(TextWriter writer)
{
    readonly TextWriter html = writer;

    /// <summary>Characters of base 64 that are made at a time: a multiple of four.</summary>
    const int Base64Chunk = 1 << 14;

    /// <summary>Text that is kept until it is asked for.</summary>
    public HtmlText()
        : this(new StringWriter(CultureInfo.InvariantCulture))
    {
    }

    /// <summary>Adds markup with escaped values.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] Handler markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Adds markup as it is; only for what the program itself made.</summary>
    public HtmlText AddRaw(string markup)
    {
        html.Write(markup);
        return this;
    }

    public HtmlText AddRaw(ReadOnlySpan<byte> utf8)
    {
        html.Write(Encoding.UTF8.GetString(utf8));
        return this;
    }

    /// <summary>Adds bytes in base 64, for a picture that is part of the page.</summary>
    public HtmlText AddBase64(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[Base64Chunk];
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, Base64Chunk / 4 * 3)..])
        {
            Convert.TryToBase64Chars(bytes[..Math.Min(bytes.Length, Base64Chunk / 4 * 3)], letters, out var written);
            html.Write(letters[..written]);
        }
        return this;
    }

    public override string ToString() => html.ToString() ?? "";

    /// <summary>Escapes the values of an interpolated string.</summary>
    [InterpolatedStringHandler]
    public readonly struct Handler
    {
        readonly HtmlText target;

        public Handler(int literalLength, int formattedCount, HtmlText target) => (_, _, this.target) = (literalLength, formattedCount, target);

        public void AppendLiteral(string markup) => target.html.Write(markup);

        public void AppendFormatted(string? text) => target.html.Write(WebUtility.HtmlEncode(text));

        public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

        public void AppendFormatted<T>(T value, string? format) =>
            target.html.Write(WebUtility.HtmlEncode(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()));
    }
}
