using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>The header dialects that are known: those inside the program and those of the user, which go first.</summary>
public sealed class DialectCatalogue
{
    DialectCatalogue(IReadOnlyList<HeaderDialect> dialects) => All = dialects;

    /// <summary>All dialects, the user's first, then by priority.</summary>
    public IReadOnlyList<HeaderDialect> All { get; }

    /// <summary>Loads the dialects.</summary>
    /// <param name="extra">Files of the user, or folders whose <c>*.conf</c> files are dialects; the last one of a name counts. One with the name of a
    /// built-in dialect takes its place.</param>
    /// <exception cref="HoconException">A file cannot be read, or is not a dialect.</exception>
    public static DialectCatalogue Load(IReadOnlyList<string> extra)
    {
        var own = extra.SelectMany(Files).Select(file => Read(HoconDocument.ParseFile(file))).Reverse();
        var builtIn = EmbeddedHocon.Instruments.Select(name => Read(HoconDocument.ParseText(EmbeddedHocon.Text(name), name)));
        return new([.. own.Concat(builtIn.OrderByDescending(dialect => dialect.Priority)).DistinctBy(dialect => dialect.Name)]);
    }

    /// <summary>The dialect of a name.</summary>
    /// <exception cref="HoconException">There is none.</exception>
    public HeaderDialect Named(string name) => All.FirstOrDefault(dialect => dialect.Name == name) ?? throw Unknown(name);

    /// <summary>How to read a header: by the dialect that the settings name, or by the one that the header shows.</summary>
    /// <param name="setting">Name of a dialect, or <c>auto</c>.</param>
    /// <param name="header">Header of the image.</param>
    /// <param name="primary">The file's first header, if it is another one.</param>
    /// <exception cref="HoconException">There is no dialect of that name.</exception>
    public HeaderDialect Choose(string setting, FitsHeader header, FitsHeader? primary = null) =>
        setting == "auto" ? HeaderDialects.Recognise(All, header, primary) ?? Named("generic") : Named(setting);

    static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path)) return [path];
        try
        {
            return Directory.EnumerateFiles(path, "*.conf").Order(StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new HoconException(new(path, 0), $"the folder cannot be read: {fault.Message}", "instrument.dialects");
        }
    }

    static HeaderDialect Read(HoconDocument document)
    {
        var tree = document.Resolve();
        var dialect = HoconBinder.Bind<HeaderDialect>(tree);
        return HeaderDialects.FaultOf(dialect) is { } fault ? throw new HoconException(tree.Origin, fault) : dialect;
    }

    HoconException Unknown(string name)
    {
        var meant = Spelling.Nearest(name, All.Select(dialect => dialect.Name));
        var known = string.Join(", ", All.Select(dialect => dialect.Name));
        return new(new("instrument.dialect", 0), $"there is no dialect '{name}'.{(meant is null ? "" : $" Did you mean '{meant}'?")} Known are {known}.");
    }
}
