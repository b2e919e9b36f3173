using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

/// <summary>Shows trees as JSON, so that a test can say what it expects.</summary>
static class HoconText
{
    public static string Resolve(string text, Func<string, string?>? environment = null, string? folder = null) =>
        Json(HoconDocument.ParseText(text, "test.conf", folder).Resolve(environment ?? (_ => null)));

    public static HoconException Fault(string text, string? folder = null) =>
        Assert.Throws<HoconException>(() => HoconDocument.ParseText(text, "test.conf", folder).Resolve(_ => null));

    public static string Json(HoconNode node) => node switch
    {
        HoconScalar { Kind: HoconKind.Text } text => Quote(text.Text),
        HoconScalar scalar => scalar.Text,
        HoconArray array => $"[{string.Join(",", array.Items.Select(Json))}]",
        HoconObject block => $"{{{string.Join(",", block.Fields.Select(field => $"{Quote(field.Key)}:{Json(field.Value)}"))}}}",
        _ => throw new InvalidOperationException($"{node.Description} is not resolved."),
    };

    static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
