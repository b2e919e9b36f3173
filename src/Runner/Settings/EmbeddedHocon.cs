using System.Text;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>The HOCON files that live inside the program: <c>hocon/reference.conf</c> and <c>hocon/instruments/*.conf</c>.</summary>
public static class EmbeddedHocon
{
    const string InstrumentPrefix = "hocon/instruments/";

    /// <summary>Names of the instrument files, such as <c>hocon/instruments/opticam.conf</c>.</summary>
    public static IReadOnlyList<string> Instruments { get; } =
    [
        .. typeof(EmbeddedHocon).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(InstrumentPrefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The defaults of all settings.</summary>
    public static HoconDocument Reference() => HoconDocument.ParseText(Text("hocon/reference.conf"), "hocon/reference.conf");

    /// <summary>The text of an embedded file.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedHocon).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no embedded file {name}.", nameof(name));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
