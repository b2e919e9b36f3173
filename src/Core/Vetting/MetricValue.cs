using System.Globalization;
using System.Text.Json;

namespace Nocturne.Core.Vetting;

/// <summary>One value of a result: a number, a count, a truth, a word, or nothing.</summary>
public readonly record struct MetricValue
{
    readonly Kind kind;
    readonly double number;
    readonly string? text;

    MetricValue(Kind kind, double number, string? text) => (this.kind, this.number, this.text) = (kind, number, text);

    enum Kind
    {
        Null,
        Number,
        Count,
        Truth,
        Text,
    }

    /// <summary>No value.</summary>
    public static MetricValue Null => default;

    public bool IsNull => kind == Kind.Null;

    /// <summary>The number or count; 1 or 0 for a truth; NaN for anything else.</summary>
    public double Number => kind is Kind.Number or Kind.Count or Kind.Truth ? number : double.NaN;

    /// <summary>The word, or null.</summary>
    public string? Text => text;

    /// <summary>Whether it is a truth, not a number.</summary>
    public bool IsTruth => kind == Kind.Truth;

    public static implicit operator MetricValue(double value) => new(Kind.Number, value, null);

    public static implicit operator MetricValue(double? value) => value is { } given ? new(Kind.Number, given, null) : Null;

    public static implicit operator MetricValue(int value) => new(Kind.Count, value, null);

    public static implicit operator MetricValue(bool value) => new(Kind.Truth, value ? 1 : 0, null);

    public static implicit operator MetricValue(string? value) => value is null ? Null : new(Kind.Text, 0, value);

    /// <summary>Writes the value as JSON; NaN and the infinities, which JSON cannot hold, as the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        switch (kind)
        {
            case Kind.Number: VettingJson.WriteNumber(json, number); break;
            case Kind.Count: json.WriteNumberValue((long)number); break;
            case Kind.Truth: json.WriteBooleanValue(number != 0); break;
            case Kind.Text: json.WriteStringValue(text); break;
            default: json.WriteNullValue(); break;
        }
    }

    public override string ToString() => kind switch
    {
        Kind.Number or Kind.Count => number.ToString(CultureInfo.InvariantCulture),
        Kind.Truth => number != 0 ? "true" : "false",
        Kind.Text => text!,
        _ => "null",
    };
}
