using System.Reflection;

namespace Nocturne.Runner.Plugins;

/// <summary>Makes objects of the classes that the user's settings name as <c>Namespace.Class, Assembly</c>.</summary>
/// <param name="folder">Where the assemblies lie.</param>
sealed class PluginFolder(string folder)
{
    readonly Dictionary<string, Assembly> loaded = new(StringComparer.Ordinal);

    /// <summary>Whether a setting names a class and not one of the program's own choices.</summary>
    public static bool IsClass(string setting) => setting.Contains(',', StringComparison.Ordinal);

    /// <summary>The object that a setting names.</summary>
    /// <param name="name">Class and assembly.</param>
    /// <param name="setting">Path of the setting, for the sentence when it does not work.</param>
    /// <exception cref="CommandException">There is no such assembly or class, it is not of the wanted kind, or it cannot be made.</exception>
    public T Create<T>(string name, string setting)
        where T : class
    {
        var parts = name.Split(',', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || parts.Any(part => part.Length == 0) || parts[1].AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
            throw Fault(setting, $"is \"{name}\" but must be \"Namespace.Class, Assembly\".");
        var type = Assembly(parts[1], setting).GetType(parts[0])
            ?? throw Fault(setting, $"names the class {parts[0]}, but {parts[1]}.dll has none of that name.");
        if (!typeof(T).IsAssignableFrom(type)) throw Fault(setting, $"names {parts[0]}, which is no {typeof(T).Name}; a class of that interface is needed here.");
        if (type.IsAbstract || type.GetConstructor([]) is null) throw Fault(setting, $"names {parts[0]}, which has no public constructor without parameters.");
        try
        {
            return (T)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException fault)
        {
            throw Fault(setting, $"names {parts[0]}, which cannot be made: {fault.InnerException!.Message}");
        }
    }

    Assembly Assembly(string name, string setting)
    {
        if (loaded.TryGetValue(name, out var known)) return known;
        var file = Path.GetFullPath(Path.Combine(folder, name + ".dll"));
        if (!File.Exists(file)) throw Fault(setting, $"needs {file}, which does not exist; 'plugins.folder' says where plug-ins lie.");
        try
        {
            return loaded[name] = new PluginContext(file).Plugin;
        }
        catch (Exception fault) when (fault is BadImageFormatException or IOException)
        {
            throw Fault(setting, $"needs {file}, which cannot be loaded: {fault.Message}");
        }
    }

    static CommandException Fault(string setting, string problem) => new(ExitCode.Usage, $"'{setting}' {problem}");
}
