using System.Collections.Concurrent;
using System.Reflection;
using System.Text;

namespace Nocturne.Runner.Hocon;

/// <summary>How the properties of a settings record are called in HOCON: <c>MinArea</c> is <c>min-area</c>.</summary>
public static class HoconKeys
{
    static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, PropertyInfo>> Known = new();

    /// <summary>The settable properties of a record by their keys, in the order of the source.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Of(Type type) => Known.GetOrAdd(type, static record =>
    {
        var keys = new OrderedDictionary<string, PropertyInfo>(StringComparer.Ordinal);
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0) keys[FromName(property.Name)] = property;
        return keys;
    });

    /// <summary>All paths below a record that lead to a value.</summary>
    public static IEnumerable<string> Leaves(Type type, string prefix = "") => Of(type).SelectMany(field =>
        IsRecord(field.Value.PropertyType) ? Leaves(field.Value.PropertyType, $"{prefix}{field.Key}.") : [prefix + field.Key]);

    /// <summary>Whether a type is a block of settings of its own.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && !type.IsGenericType && !type.IsArray;

    /// <summary>The key of a C# name: words in lower case with hyphens.</summary>
    public static string FromName(string name)
    {
        var key = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && key.Length > 0) key.Append('-');
            key.Append(char.ToLowerInvariant(c));
        }
        return key.ToString();
    }
}
