namespace Nocturne.Core.Tables;

/// <summary>A column of values of one .NET type.</summary>
/// <typeparam name="T">Number, <c>bool</c>, <c>string</c>, or <see cref="System.Text.Json.JsonElement"/> for cells with several values.</typeparam>
public sealed class TableColumn<T> : TableColumn
    where T : notnull
{
    internal TableColumn(string name, string dataType, T[] values)
        : base(name, dataType, values.Length) => Values = values;

    /// <summary>The values by row; what stands where one is missing means nothing.</summary>
    public T[] Values { get; }

    public override double[] ToDoubles()
    {
        if (typeof(T) == typeof(string) || typeof(T) == typeof(System.Text.Json.JsonElement)) throw new InvalidOperationException($"Column '{Name}' holds {DataType} values where numbers are asked for.");
        var numbers = new double[Count];
        for (var row = 0; row < Count; row++)
        {
            numbers[row] = IsMissing(row) ? double.NaN : Values[row] switch
            {
                Half half => (double)half,
                bool flag => flag ? 1 : 0,
                var value => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
            };
        }

        return numbers;
    }

    public override TableColumn WithMissing(bool[]? missing) => new TableColumn<T>(Name, DataType, Values) { Unit = Unit, Description = Description, Missing = missing };

    public override TableColumn Take(IReadOnlyList<int> rows) => new TableColumn<T>(Name, DataType, [.. rows.Select(row => Values[row])])
    {
        Unit = Unit,
        Description = Description,
        Missing = Missing is null ? null : [.. rows.Select(row => Missing[row])],
    };

    private protected override object Boxed(int row) => Values[row];
}
