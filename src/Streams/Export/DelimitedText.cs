using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Nocturne.Streams.Export;

/// <summary>Writes rows of comma-separated text: UTF-8, LF, invariant culture, numbers in the shortest form that reads back to the same bits.</summary>
/// <remarks>A number that is not one is <c>nan</c>, as numpy, pandas and astropy read it; what is not known is an empty field.</remarks>
sealed class DelimitedText(AtomicFile file) : IDisposable
{
    const int LongestNumber = 64;

    readonly byte[] buffer = new byte[1 << 16];
    int used;
    bool inRow;

    public DelimitedText Field(string? text)
    {
        BeginField();
        if (text is null) return this;
        var quoted = text.AsSpan().ContainsAny("\",\r\n") || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '));
        Raw(quoted ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text);
        return this;
    }

    public DelimitedText Field(double number)
    {
        BeginField();
        if (double.IsFinite(number)) Number(number);
        else Raw(double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        return this;
    }

    public DelimitedText Field(double? number) => number is { } known ? Field(known) : Field((string?)null);

    public DelimitedText Field(long number)
    {
        BeginField();
        Number(number);
        return this;
    }

    public void EndRow()
    {
        Raw("\n");
        inRow = false;
    }

    /// <summary>Writes a line that is not a row of fields.</summary>
    public void Line(string text)
    {
        Raw(text);
        EndRow();
    }

    /// <summary>Writes a row of texts, such as the column names.</summary>
    public void Row(params IEnumerable<string> texts)
    {
        foreach (var text in texts) Field(text);
        EndRow();
    }

    /// <summary>Hands what is still held back to the file, which stays open.</summary>
    public void Dispose() => Flush();

    void BeginField()
    {
        if (inRow) Raw(",");
        inRow = true;
    }

    void Number<T>(T number)
        where T : IUtf8SpanFormattable
    {
        if (buffer.Length - used < LongestNumber) Flush();
        number.TryFormat(buffer.AsSpan(used), out var length, default, CultureInfo.InvariantCulture);
        used += length;
    }

    void Raw(string text)
    {
        if (Utf8.FromUtf16(text, buffer.AsSpan(used), out _, out var length) != System.Buffers.OperationStatus.Done)
        {
            Flush();
            file.Write(Encoding.UTF8.GetBytes(text));
            return;
        }

        used += length;
    }

    void Flush()
    {
        file.Write(buffer.AsSpan(0, used));
        used = 0;
    }
}
