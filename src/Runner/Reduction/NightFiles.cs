using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Reduction;

/// <summary>Finds the files that a user means by NIGHT: a folder, or files.</summary>
/// <param name="Root">Folder that names are relative to.</param>
/// <param name="Paths">The files, sorted.</param>
/// <param name="Recursive">Whether subfolders of the folder were searched.</param>
sealed record NightFiles(string Root, IReadOnlyList<string> Paths, bool Recursive)
{
    /// <summary>Folders inside that hold files like these and are not searched.</summary>
    public IReadOnlyList<string> Unsearched { get; private init; } = [];

    /// <exception cref="CommandException">Something does not exist, or there is no frame.</exception>
    public static NightFiles Find(IReadOnlyList<string> night, bool recursive, InputSettings input)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in night)
        {
            var full = Path.GetFullPath(name);
            if (File.Exists(full))
            {
                if (!input.IsLeftOut(Path.GetFileName(full))) paths.Add(full);
            }
            else if (Directory.Exists(full)) paths.UnionWith(InFolder(full, recursive, input));
            else throw new CommandException(ExitCode.UnusableInput, $"{name}: there is no such file or folder.");
        }
        if (paths.Count == 0)
        {
            var where = string.Join(", ", night);
            throw new CommandException(ExitCode.UnusableInput, recursive
                ? $"{where}: no FITS files here or in its subfolders ({string.Join(" ", input.Patterns)})."
                : $"{where}: no FITS files here ({string.Join(" ", input.Patterns)}); with --recursive its subfolders are searched too.");
        }
        var root = night.Count == 1 && Directory.Exists(night[0]) ? Path.GetFullPath(night[0]) : CommonFolder(paths);
        return new(root, [.. paths], recursive) { Unsearched = recursive ? [] : [.. night.Where(Directory.Exists).SelectMany(folder => FoldersIn(folder, input)).Order(StringComparer.Ordinal)] };
    }

    /// <summary>The folders with frames in a folder. Results of an earlier reduction are none.</summary>
    static IEnumerable<string> FoldersIn(string folder, InputSettings input)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        return Directory.EnumerateDirectories(folder, "*", options)
            .Where(inside => !Streams.Store.NightStore.Exists(inside) && Directory.EnumerateFiles(inside, "*", options).Any(path => input.Takes(Path.GetFileName(path))))
            .Select(inside => Path.GetFileName(inside));
    }

    /// <summary>A sentence on the folders that are not searched; null when there are none.</summary>
    public string? Remark => Unsearched.Count == 0 ? null
        : $"{string.Join(", ", Unsearched)}: {(Unsearched.Count == 1 ? "a folder" : "folders")} with more frames, not looked at; --recursive searches {(Unsearched.Count == 1 ? "it" : "them")} too.";

    static IEnumerable<string> InFolder(string folder, bool recursive, InputSettings input)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = recursive, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", options).Where(path => input.Takes(Path.GetFileName(path)))];
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, $"{folder}: may not be read.");
        }
    }

    static string CommonFolder(IEnumerable<string> paths)
    {
        var folders = paths.Select(path => Path.GetDirectoryName(path)!.Split(Path.DirectorySeparatorChar)).ToArray();
        var common = folders[0].TakeWhile((part, i) => folders.All(folder => folder.Length > i && folder[i] == part));
        return string.Join(Path.DirectorySeparatorChar, common) is { Length: > 0 } root ? root : Path.DirectorySeparatorChar.ToString();
    }
}
