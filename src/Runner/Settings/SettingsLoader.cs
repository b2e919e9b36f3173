using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>Loads the settings: the defaults inside the program, the user's files over them, the command line over those.</summary>
public static class SettingsLoader
{
    /// <summary>Reads and binds all layers.</summary>
    /// <param name="files">The user's files, the strongest last.</param>
    /// <param name="overrides">Assignments <c>key=value</c> of the command line, the strongest last.</param>
    /// <exception cref="HoconException">Something does not fit; the message says all of it, a sentence a line.</exception>
    public static NocturneSettings Load(IReadOnlyList<string> files, IReadOnlyList<string> overrides) =>
        Bind(Layers(files, overrides).Resolve());

    /// <summary>The layers, for those who need the tree itself.</summary>
    public static HoconLayers Layers(IReadOnlyList<string> files, IReadOnlyList<string> overrides) =>
        new() { Reference = EmbeddedHocon.Reference, Files = files, Overrides = overrides };

    /// <summary>Makes settings of a merged tree and checks what concerns several of them.</summary>
    /// <exception cref="HoconException">Something does not fit.</exception>
    public static NocturneSettings Bind(HoconObject tree)
    {
        var settings = HoconBinder.Bind<NocturneSettings>(tree);
        var ring = settings.LocalBackground;
        if (ring.Outer <= ring.Inner)
            throw Fault("local-background.outer", FormattableString.Invariant($"must be more than 'local-background.inner' ({ring.Inner}) but is {ring.Outer}."));
        if (settings.Photometry.Apertures.Any(size => !(size > 0 && size <= 1000)))
            throw Fault("photometry.apertures", "must hold numbers that are more than 0 and at most 1000.");
        if (settings.Reduce.Photometers.Count == 0) throw Fault("reduce.photometers", "is empty: nothing would be measured.");
        return settings;

        HoconException Fault(string path, string problem) => new(tree.Find(path)!.Origin, $"'{path}' {problem}", path);
    }
}
