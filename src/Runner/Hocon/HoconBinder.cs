using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Nocturne.Runner.Hocon;

/// <summary>Makes settings records of a resolved tree, and says with file and line what does not fit.</summary>
/// <remarks>
/// Instead of Microsoft's binder, because that one ignores misspelt keys, appends to default lists and reports a wrong value without its place.
/// A record's properties are its keys (<see cref="HoconKeys"/>); a <c>required</c> one must be in the file; a
/// <see cref="ValidationAttribute"/> limits its value.
/// </remarks>
public sealed class HoconBinder
{
    readonly List<HoconException> faults = [];
    readonly Type root;

    HoconBinder(Type root) => this.root = root;

    /// <summary>Binds a whole tree.</summary>
    /// <exception cref="HoconException">Keys are unknown, missing, or values do not fit; all faults are reported together.</exception>
    public static T Bind<T>(HoconObject tree)
        where T : class
    {
        var binder = new HoconBinder(typeof(T));
        var bound = binder.Record(tree, typeof(T), "");
        return binder.faults.Count == 0 ? (T)bound : throw HoconException.All(binder.faults);
    }

    object Record(HoconObject block, Type type, string path)
    {
        var record = Activator.CreateInstance(type)!;
        var keys = HoconKeys.Of(type);
        foreach (var (key, node) in block.Fields)
        {
            if (!keys.ContainsKey(key)) Unknown(key, node, keys.Keys, path);
        }
        foreach (var (key, property) in keys)
        {
            var full = path + key;
            if (!block.TryGet(key, out var node))
            {
                if (property.IsDefined(typeof(RequiredMemberAttribute))) faults.Add(new(block.Origin, $"'{full}' is missing.", full));
            }
            else if (Value(node, property.PropertyType, full) is { } value)
            {
                Check(value, property, node, full);
                property.SetValue(record, value);
            }
        }
        return record;
    }

    void Unknown(string key, HoconNode node, IEnumerable<string> siblings, string path)
    {
        var full = path + HoconPath.Render([key]);
        var elsewhere = HoconKeys.Leaves(root).Where(leaf => leaf.EndsWith("." + key, StringComparison.Ordinal)).ToList();
        var meant = Spelling.Nearest(key, siblings) is { } sibling ? path + sibling : elsewhere.Count == 1 ? elsewhere[0] : null;
        faults.Add(new(node.Origin, $"'{full}' is not a setting.{(meant is null ? "" : $" Did you mean '{meant}'?")}", full));
    }

    void Check(object value, PropertyInfo property, HoconNode node, string path)
    {
        var type = value.GetType();
        var inner = IsGeneric(type, typeof(Auto<>)) ? type.GetProperty(nameof(Auto<>.Value))!.GetValue(value) : value;
        if (inner is null) return;
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
            if (!rule.IsValid(inner)) faults.Add(new(node.Origin, $"'{path}' must be {Limits(rule)} but is {node.Description}.", path));
    }

    static string Limits(ValidationAttribute rule) => rule switch
    {
        RangeAttribute { Maximum: double.PositiveInfinity or int.MaxValue, MinimumIsExclusive: true } range => FormattableString.Invariant($"more than {range.Minimum}"),
        RangeAttribute { Maximum: double.PositiveInfinity or int.MaxValue } range => FormattableString.Invariant($"at least {range.Minimum}"),
        RangeAttribute { MinimumIsExclusive: true } range => FormattableString.Invariant($"more than {range.Minimum} and at most {range.Maximum}"),
        RangeAttribute range => FormattableString.Invariant($"from {range.Minimum} to {range.Maximum}"),
        AllowedValuesAttribute allowed => $"one of {string.Join(", ", allowed.Values)}",
        _ => rule.FormatErrorMessage("the value"),
    };

    /// <returns>Null if the value does not fit; the fault is then on the list.</returns>
    object? Value(HoconNode node, Type type, string path)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Value(node, underlying, path);
        if (IsGeneric(type, typeof(Auto<>))) return AutoValue(node, type, path);
        if (IsGeneric(type, typeof(IReadOnlyList<>))) return List(node, type.GetGenericArguments()[0], path);
        if (IsGeneric(type, typeof(IReadOnlyDictionary<,>))) return Map(node, type.GetGenericArguments()[1], path);
        if (HoconKeys.IsRecord(type)) return node is HoconObject block ? Record(block, type, path + ".") : Wrong(node, path, "a block { … }");
        if (node is not HoconScalar { Kind: not HoconKind.Null } scalar) return Wrong(node, path, Expected(type));
        var text = scalar.Text.Trim();
        try
        {
            if (type == typeof(string)) return scalar.Text;
            if (type == typeof(bool) && Boolean(text) is { } truth) return truth;
            if (type == typeof(double) && HoconNumber.TryParse(text, out var number)) return number;
            if (type == typeof(int) && HoconNumber.TryParse(text, out number) && double.IsInteger(number) && Math.Abs(number) <= int.MaxValue) return (int)number;
            if (type == typeof(Duration)) return Duration.Parse(text);
            if (type == typeof(ByteSize)) return ByteSize.Parse(text);
            if (type.IsEnum && Enum.GetNames(type).FirstOrDefault(name => HoconKeys.FromName(name) == text) is { } name) return Enum.Parse(type, name);
        }
        catch (FormatException fault)
        {
            faults.Add(new(node.Origin, $"'{path}' {fault.Message}.", path));
            return null;
        }
        return Wrong(node, path, Expected(type));
    }

    object? AutoValue(HoconNode node, Type type, string path)
    {
        if (node is HoconScalar { Text: "auto" }) return Activator.CreateInstance(type);
        var before = faults.Count;
        var inner = Value(node, type.GetGenericArguments()[0], path);
        if (faults.Count > before)
        {
            faults.RemoveRange(before, faults.Count - before);
            return Wrong(node, path, $"'auto' or {Expected(type.GetGenericArguments()[0])}");
        }
        return Activator.CreateInstance(type, inner);
    }

    Array? List(HoconNode node, Type type, string path)
    {
        var array = node as HoconArray ?? (node as HoconObject)?.AsArray();
        if (array is null) return (Array?)Wrong(node, path, "a list [ … ]");
        var items = Array.CreateInstance(type, array.Items.Count);
        for (var i = 0; i < items.Length; i++)
            if (Value(array.Items[i], type, $"{path}[{i}]") is { } item) items.SetValue(item, i);
        return items;
    }

    object? Map(HoconNode node, Type type, string path)
    {
        if (node is not HoconObject block) return Wrong(node, path, "a block { … }");
        var map = (System.Collections.IDictionary)Activator.CreateInstance(typeof(OrderedDictionary<,>).MakeGenericType(typeof(string), type))!;
        foreach (var (key, field) in block.Fields)
            if (Value(field, type, $"{path}.{HoconPath.Render([key])}") is { } value) map[key] = value;
        return map;
    }

    static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    static bool? Boolean(string text) => text switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };

    static string Expected(Type type) =>
        type == typeof(bool) ? "yes or no"
        : type == typeof(double) ? "a number"
        : type == typeof(int) ? "a whole number"
        : type == typeof(Duration) ? "a duration such as '200 ms', '2 s' or '5 minutes'"
        : type == typeof(ByteSize) ? "a size such as '512 MiB' or '2 GB'"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(HoconKeys.FromName))}"
        : "text";

    object? Wrong(HoconNode node, string path, string expected)
    {
        faults.Add(new(node.Origin, $"'{path}' must be {expected} but is {node.Description}.", path));
        return null;
    }
}
