using System.Text;

namespace Nocturne.Core.Fits;

/// <summary>A column of text, as wide as its longest string or as asked for.</summary>
sealed class TextColumn : FitsTableColumn
{
    readonly IReadOnlyList<string> values;

    public TextColumn(string name, IReadOnlyList<string> values, string? comment, int width)
        : base(name, null, comment)
    {
        this.values = values;
        CellLength = Math.Max(Math.Max(1, width), values.Count == 0 ? 1 : values.Max(text => text.Length));
    }

    public override int RowCount => values.Count;

    internal override string Form => Number(CellLength) + "A";

    internal override int CellLength { get; }

    internal override void Encode(int firstRow, int count, Span<byte> rows, int rowLength, int offset)
    {
        for (var row = 0; row < count; row++)
        {
            var cell = rows.Slice((row * rowLength) + offset, CellLength);
            var text = values[firstRow + row];

            // Zeros behind a shorter text, not blanks, which astropy would take for a part of it.
            cell.Clear();
            Encoding.ASCII.GetBytes(text, cell);
            foreach (ref var character in cell[..text.Length])
            {
                if (character < ' ') character = (byte)' ';
            }
        }
    }
}
