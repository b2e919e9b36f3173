namespace Nocturne.Streams.Export;

/// <summary>One column of a table that is written row by row, the same in every format.</summary>
/// <typeparam name="TRow">What a row is made of.</typeparam>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit as astropy and FITS write it; null without one.</param>
/// <param name="Description">What it holds, in a sentence.</param>
public abstract record RowColumn<TRow>(string Name, string? Unit, string Description)
{
    /// <summary>A column of words; FITS must know how long the longest is before the first row.</summary>
    public sealed record Words(string Name, string Description, Func<TRow, string> Value, int Width = 1) : RowColumn<TRow>(Name, null, Description);

    /// <summary>A column of 64-bit floating-point numbers.</summary>
    public sealed record Number(string Name, string? Unit, string Description, Func<TRow, double> Value) : RowColumn<TRow>(Name, Unit, Description);

    /// <summary>A column of 32-bit whole numbers.</summary>
    public sealed record Whole(string Name, string Description, Func<TRow, int> Value) : RowColumn<TRow>(Name, null, Description);

    /// <summary>Writes the column's value as a field of text.</summary>
    internal void WriteField(DelimitedText text, TRow row)
    {
        switch (this)
        {
            case Words words: text.Field(words.Value(row)); break;
            case Number number: text.Field(number.Value(row)); break;
            case Whole whole: text.Field(whole.Value(row)); break;
        }
    }
}
