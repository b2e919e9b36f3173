using System.Text;
using Microsoft.Extensions.Logging;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Plugins;

/// <summary>The plug-ins that the settings of a night name, each guarded: one that throws flags what it spoils, is named once in the log, and does not stop the night.</summary>
sealed class NightPlugins
{
    const string None = "none";
    const string Flagged = "What it spoils is flagged plugin_failed.";

    readonly PluginFolder folder;
    readonly ILogger log;

    /// <summary>Loads the plug-ins.</summary>
    /// <exception cref="CommandException">One cannot be had.</exception>
    public NightPlugins(NocturneSettings settings, ILogger log)
    {
        this.log = log;
        var plugins = settings.Plugins;
        folder = new(plugins.Folder);
        if (PluginFolder.IsClass(settings.LocalBackground.Type)) LocalBackground = new GuardedLocalBackground(Create<ILocalBackground>(settings.LocalBackground.Type, "local-background.type", Flagged, out var local), local);
        if (plugins.Background != None) Background = new GuardedBackground(Create<IFrameBackground>(plugins.Background, "plugins.background", $"Such frames get the built-in background. {Flagged}", out var sky), sky);
        if (plugins.Finder != None) Finder = new GuardedFinder(Create<ISourceFinder>(plugins.Finder, "plugins.finder", "The catalogue is made with the built-in finder.", out var finder), finder);
        if (plugins.ApertureSelector != None) Selector = new GuardedSelector(Create<IApertureSelector>(plugins.ApertureSelector, "plugins.aperture-selector", "The medians of the catalogue set the apertures.", out var selector), selector);
        var photometers = new Dictionary<string, IPhotometer>(StringComparer.Ordinal);
        foreach (var name in plugins.Photometers)
        {
            if (!photometers.TryAdd(KindOf(name), Photometer(name)))
                throw new CommandException(ExitCode.Usage, $"'plugins.photometers' names two classes that would both be called {KindOf(name)}; rename one of them.");
        }

        Photometers = photometers;
    }

    public ILocalBackground? LocalBackground { get; }

    public IFrameBackground? Background { get; }

    public ISourceFinder? Finder { get; }

    public IApertureSelector? Selector { get; }

    /// <summary>Photometers by their kind, which takes its place in labels.</summary>
    public IReadOnlyDictionary<string, IPhotometer> Photometers { get; }

    /// <summary>The kind of a photometer: its class in lower case with underscores, without a last "Photometer", as opticam has it.</summary>
    public static string KindOf(string plugin)
    {
        const string Suffix = "Photometer";
        var name = plugin.Split(',')[0].Trim();
        name = name[(name.LastIndexOf('.') + 1)..];
        if (name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)) name = name[..^Suffix.Length];
        var kind = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && kind.Length > 0) kind.Append('_');
            kind.Append(char.ToLowerInvariant(c));
        }

        return kind.ToString();
    }

    IPhotometer Photometer(string name) => Create<IPhotometer>(name, "plugins.photometers", Flagged, out var journal) switch
    {
        ISourcePhotometer single => new GuardedSourcePhotometer(single, journal),
        IFramePhotometer together => new GuardedFramePhotometer(together, journal),
        _ => throw new CommandException(ExitCode.Usage, $"'plugins.photometers' names {name}, which must be an {nameof(ISourcePhotometer)} or an {nameof(IFramePhotometer)}."),
    };

    T Create<T>(string name, string setting, string consequence, out PluginJournal journal)
        where T : class
    {
        journal = new(name, consequence, log);
        return folder.Create<T>(name, setting);
    }
}
