using System.Globalization;

namespace Nocturne.Core.Fits;

/// <summary>Reads the columns of a binary table from its header (FITS standard 4.0, 7.3).</summary>
static class ColumnParser
{
    const int MostColumns = 999;

    public static List<FitsColumn> Parse(FitsHeader header, long rowLength, FitsPlace place)
    {
        var count = HduLayout.Required(header, "TFIELDS", place);
        if (count is < 0 or > MostColumns) throw place.Corrupt($"TFIELDS = {count} is not a number of columns.");
        var columns = new List<FitsColumn>((int)count);
        var offset = 0L;
        for (var number = 1; number <= count; number++)
        {
            var column = ParseColumn(header, number, offset, rowLength, place);
            columns.Add(column);
            offset += column.CellLength;
        }

        return columns;
    }

    static FitsColumn ParseColumn(FitsHeader header, int number, long offset, long rowLength, FitsPlace place)
    {
        var form = header.GetString($"TFORM{number}")?.Trim() ?? throw place.Corrupt($"the header lacks TFORM{number}.");
        var digits = form.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var bad = digits < 0 || digits > 18;
        var repeat = bad || digits == 0 ? 1 : long.Parse(form.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        var letter = bad ? ' ' : char.ToUpperInvariant(form[digits]);
        var variable = letter is 'P' or 'Q';
        var descriptor = letter;
        if (variable) letter = form.Length > digits + 1 ? char.ToUpperInvariant(form[digits + 1]) : ' ';
        if (TypeOf(letter) is not { } type) throw place.Corrupt($"TFORM{number} = '{form}' is not a column format.");
        if (variable && repeat > 1) throw place.Corrupt($"TFORM{number} = '{form}' asks for more than one array descriptor.");

        var cell = variable ? repeat * (descriptor == 'P' ? 8 : 16) : CellLength(type, Math.Min(repeat, rowLength * 8 + 1));
        if (cell > rowLength - offset)
            throw place.Corrupt($"TFORM{number} = '{form}' reaches beyond the end of the row, which has {rowLength:N0} bytes (NAXIS1).");
        var stored = variable ? 0 : (int)repeat;
        var shape = variable ? [] : ShapeOf(header, number, stored, place);
        var text = type == FitsColumnType.Text ? TextLength(form, digits, stored, shape) : 0;
        var values = type switch
        {
            FitsColumnType.Text => text > 0 ? stored / text : Math.Min(stored, 1),
            FitsColumnType.ComplexSingle or FitsColumnType.ComplexDouble => stored * 2,
            _ => stored,
        };
        return new(number)
        {
            Name = header.GetString($"TTYPE{number}")?.Trim() ?? "",
            Unit = header.GetString($"TUNIT{number}")?.Trim() ?? "",
            Type = type,
            ElementCount = type == FitsColumnType.Text && !variable ? Math.Max(1, values) : values,
            Shape = shape,
            IsVariableLength = variable,
            Offset = (int)offset,
            CellLength = (int)cell,
            TextLength = text,
            Scaling = ScalingOf(header, number, type),
        };
    }

    static FitsColumnType? TypeOf(char letter) => letter switch
    {
        'L' => FitsColumnType.Logical,
        'X' => FitsColumnType.Bit,
        'B' => FitsColumnType.Byte,
        'I' => FitsColumnType.Int16,
        'J' => FitsColumnType.Int32,
        'K' => FitsColumnType.Int64,
        'A' => FitsColumnType.Text,
        'E' => FitsColumnType.Single,
        'D' => FitsColumnType.Double,
        'C' => FitsColumnType.ComplexSingle,
        'M' => FitsColumnType.ComplexDouble,
        _ => null,
    };

    public static long CellLength(FitsColumnType type, long count) => type switch
    {
        FitsColumnType.Bit => (count + 7) / 8,
        FitsColumnType.Logical or FitsColumnType.Text => count,
        FitsColumnType.ComplexSingle => count * 8,
        FitsColumnType.ComplexDouble => count * 16,
        _ => count * (Math.Abs(FitsColumn.BitPixOf(type)) / 8),
    };

    /// <summary>TDIM, if it agrees with the number of values; a wrong one is passed over, as the standard advises.</summary>
    static int[] ShapeOf(FitsHeader header, int number, int count, FitsPlace place)
    {
        if (header.GetString($"TDIM{number}")?.Trim() is not ['(', .., ')'] dimensions) return [count];
        var parts = dimensions[1..^1].Split(',');
        var shape = new int[parts.Length];
        var product = 1L;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out shape[i]) || shape[i] < 0)
                throw place.Corrupt($"TDIM{number} = '{dimensions}' is not a shape.");
            product = shape[i] == 0 || product <= int.MaxValue / shape[i] ? product * shape[i] : long.MaxValue / int.MaxValue;
        }

        return product == count ? shape : [count];
    }

    /// <summary>Length of one string: the first number of TDIM, or the one behind the A of an old-style format (20A5), or the whole cell.</summary>
    static int TextLength(string form, int digits, int stored, int[] shape)
    {
        if (shape.Length > 1) return shape[0];
        var isDivided = int.TryParse(form.AsSpan(digits + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0 && width <= stored;
        return isDivided ? width : stored;
    }

    static PixelScaling ScalingOf(FitsHeader header, int number, FitsColumnType type)
    {
        if (FitsColumn.BitPixOf(type) == 0) return PixelScaling.None;
        var scale = header.GetDouble($"TSCAL{number}") ?? 1;
        var zero = header.GetDouble($"TZERO{number}") ?? 0;
        var blank = FitsColumn.BitPixOf(type) > 0 ? header.GetLong($"TNULL{number}") : null;
        return new(double.IsFinite(scale) ? scale : 1, double.IsFinite(zero) ? zero : 0, blank);
    }
}
