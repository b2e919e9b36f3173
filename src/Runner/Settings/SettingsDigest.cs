using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>A fingerprint of the settings that decide the results, for the provenance of products.</summary>
/// <remarks>It is taken of the bound values, so spelling, comments, files and their order do not matter, and settings that cannot change a result
/// (<see cref="NoEffectOnResultsAttribute"/>) neither.</remarks>
public static class SettingsDigest
{
    /// <summary>SHA-256 in hexadecimal digits.</summary>
    public static string Of(NocturneSettings settings)
    {
        var text = string.Concat(Lines(settings, typeof(NocturneSettings), "", forResults: true).Order(StringComparer.Ordinal).Select(line => line + "\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>All settings in effect, a line each, as HOCON.</summary>
    public static IEnumerable<string> Lines(NocturneSettings settings) => Lines(settings, typeof(NocturneSettings), "", forResults: false);

    static IEnumerable<string> Lines(object record, Type type, string prefix, bool forResults)
    {
        foreach (var (key, property) in HoconKeys.Of(type))
        {
            if (forResults && property.IsDefined(typeof(NoEffectOnResultsAttribute))) continue;
            var value = property.GetValue(record)!;
            if (HoconKeys.IsRecord(property.PropertyType))
                foreach (var line in Lines(value, property.PropertyType, $"{prefix}{key}.", forResults)) yield return line;
            else
                yield return $"{prefix}{key} = {Render(value)}";
        }
    }

    static string Render(object value) => value switch
    {
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        bool truth => truth ? "yes" : "no",
        Enum name => HoconKeys.FromName(name.ToString()),
        IEnumerable list => $"[{string.Join(", ", list.Cast<object>().Select(Render))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
