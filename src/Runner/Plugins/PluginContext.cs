using System.Reflection;
using System.Runtime.Loader;

namespace Nocturne.Runner.Plugins;

/// <summary>A plug-in's assembly and what it brings along, apart from the program's own assemblies; only the types of Nocturne itself are shared.</summary>
sealed class PluginContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    const string Shared = "Nocturne.";

    readonly AssemblyDependencyResolver dependencies = new(path);

    /// <summary>The plug-in.</summary>
    public Assembly Plugin => LoadFromAssemblyPath(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is null || assemblyName.Name.StartsWith(Shared, StringComparison.Ordinal)) return null;
        return dependencies.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        dependencies.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : base.LoadUnmanagedDll(unmanagedDllName);
}
