using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Nocturne.Core.Tables;

/// <summary>Collects the fields of one column of an ECSV table.</summary>
abstract class EcsvColumn
{
    static readonly string[] DataTypes =
        ["bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "float128", "string"];

    public static bool Knows(string dataType) => DataTypes.Contains(dataType);

    public static EcsvColumn For(EcsvColumnHeader header) => header.Subtype is { } subtype && header.DataType == "string"
        ? new Typed<JsonElement>(header, subtype.Contains('[', StringComparison.Ordinal) ? subtype[..subtype.IndexOf('[', StringComparison.Ordinal)] : "object", text => TryJson(text, subtype))
        : header.DataType switch
        {
            "bool" => new Typed<bool>(header, text => text switch { "True" => true, "False" => false, _ => null }),
            "int8" => Integers<sbyte>(header),
            "int16" => Integers<short>(header),
            "int32" => Integers<int>(header),
            "int64" => Integers<long>(header),
            "uint8" => Integers<byte>(header),
            "uint16" => Integers<ushort>(header),
            "uint32" => Integers<uint>(header),
            "uint64" => Integers<ulong>(header),
            "float16" => Reals<Half>(header),
            "float32" => Reals<float>(header),
            "float64" or "float128" => Reals<double>(header),
            _ => new Texts(header),
        };

    /// <summary>Takes the next field.</summary>
    /// <returns>False when it does not fit the type.</returns>
    public abstract bool TryAdd(EcsvField field);

    public abstract TableColumn Build();

    static Typed<T> Integers<T>(EcsvColumnHeader header)
        where T : struct, IBinaryInteger<T> =>
        new(header, text => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null);

    static Typed<T> Reals<T>(EcsvColumnHeader header)
        where T : struct, IFloatingPointIeee754<T> => new(header, ParseReal<T>);

    static T? ParseReal<T>(string text)
        where T : struct, IFloatingPointIeee754<T>
    {
        if (text.AsSpan().TrimStart("+-") is [>= '0' and <= '9' or '.', ..] && T.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out var value)) return value;
        return text.ToUpperInvariant() switch
        {
            "NAN" or "+NAN" or "-NAN" => T.NaN,
            "INF" or "+INF" or "INFINITY" or "+INFINITY" => T.PositiveInfinity,
            "-INF" or "-INFINITY" => T.NegativeInfinity,
            _ => null,
        };
    }

    // "float64[3,2]": lists nested to that shape; "int64[null]": one list; "json": anything.
    static JsonElement? TryJson(string text, string subtype)
    {
        try
        {
            var cell = JsonElement.Parse(text);
            var bracket = subtype.IndexOf('[', StringComparison.Ordinal);
            return bracket < 0 || HasShape(cell, subtype[(bracket + 1)..].TrimEnd(']').Split(',')) ? cell : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static bool HasShape(JsonElement cell, ReadOnlySpan<string> shape)
    {
        if (shape.IsEmpty) return cell.ValueKind != JsonValueKind.Array;
        if (cell.ValueKind != JsonValueKind.Array) return false;
        var length = shape[0].Trim();
        if (length != "null" && length != cell.GetArrayLength().ToString(CultureInfo.InvariantCulture)) return false;
        foreach (var item in cell.EnumerateArray())
        {
            if (!HasShape(item, shape[1..])) return false;
        }

        return true;
    }

    sealed class Typed<T>(EcsvColumnHeader header, string dataType, Func<string, T?> parse) : EcsvColumn
        where T : struct
    {
        readonly List<T> values = [];
        List<int>? missing;

        public Typed(EcsvColumnHeader header, Func<string, T?> parse)
            : this(header, header.DataType == "float128" ? "float64" : header.DataType, parse)
        {
        }

        public override bool TryAdd(EcsvField field)
        {
            if (field.IsMissing)
            {
                (missing ??= []).Add(values.Count);
                values.Add(default);
                return true;
            }

            if (parse(field.Text) is not { } value) return false;
            values.Add(value);
            return true;
        }

        public override TableColumn Build() =>
            new TableColumn<T>(header.Name, dataType, [.. values]) { Unit = header.Unit, Description = header.Description, Missing = Mask(missing, values.Count) };
    }

    sealed class Texts(EcsvColumnHeader header) : EcsvColumn
    {
        readonly List<string> values = [];
        List<int>? missing;

        public override bool TryAdd(EcsvField field)
        {
            if (field.IsMissing) (missing ??= []).Add(values.Count);
            values.Add(field.Text);
            return true;
        }

        public override TableColumn Build() =>
            new TableColumn<string>(header.Name, "string", [.. values]) { Unit = header.Unit, Description = header.Description, Missing = Mask(missing, values.Count) };
    }

    static bool[]? Mask(List<int>? missing, int count)
    {
        if (missing is null) return null;
        var mask = new bool[count];
        foreach (var row in missing) mask[row] = true;
        return mask;
    }
}
