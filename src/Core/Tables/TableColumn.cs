namespace Nocturne.Core.Tables;

/// <summary>One column of a table: a typed array with name, unit and a mask of missing values.</summary>
public abstract class TableColumn
{
    private protected TableColumn(string name, string dataType, int count)
    {
        Name = name;
        DataType = dataType;
        Count = count;
    }

    public string Name { get; }

    /// <summary>Type of the values as ECSV names it: <c>bool</c>, <c>int8</c> … <c>uint64</c>, <c>float16</c> … <c>float64</c>, <c>string</c>, <c>object</c> for cells of JSON.</summary>
    public string DataType { get; }

    public int Count { get; }

    public string? Unit { get; init; }

    public string? Description { get; init; }

    /// <summary>Which values are missing; null when none is.</summary>
    public bool[]? Missing { get; init; }

    public bool IsMissing(int row) => Missing is not null && Missing[row];

    /// <summary>The values as numbers; missing ones are NaN.</summary>
    /// <exception cref="InvalidOperationException">The column holds no numbers.</exception>
    public abstract double[] ToDoubles();

    /// <summary>The value of a row, boxed; null when it is missing.</summary>
    public object? this[int row] => IsMissing(row) ? null : Boxed(row);

    /// <summary>The values as texts in the invariant culture; missing ones are empty.</summary>
    public string[] ToTexts()
    {
        var texts = new string[Count];
        for (var row = 0; row < Count; row++) texts[row] = Convert.ToString(this[row], System.Globalization.CultureInfo.InvariantCulture) ?? "";
        return texts;
    }

    /// <summary>The same column with another mask.</summary>
    public abstract TableColumn WithMissing(bool[]? missing);

    /// <summary>Some of the rows, in the order asked for.</summary>
    public abstract TableColumn Take(IReadOnlyList<int> rows);

    /// <summary>A column of values of any type that a table can hold.</summary>
    public static TableColumn<T> Of<T>(string name, T[] values, string? unit = null, string? description = null, bool[]? missing = null)
        where T : notnull => new(name, DataTypeOf<T>(), values) { Unit = unit, Description = description, Missing = missing };

    internal static string DataTypeOf<T>() => default(T) switch
    {
        bool => "bool",
        sbyte => "int8",
        byte => "uint8",
        short => "int16",
        ushort => "uint16",
        int => "int32",
        uint => "uint32",
        long => "int64",
        ulong => "uint64",
        Half => "float16",
        float => "float32",
        double => "float64",
        null when typeof(T) == typeof(string) => "string",
        _ => "object",
    };

    private protected abstract object Boxed(int row);
}
