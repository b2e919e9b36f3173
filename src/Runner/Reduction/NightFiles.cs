using System.IO.Enumeration;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Reduction;

/// <summary>Finds the files that a user means by NIGHT: a folder, or files.</summary>
/// <param name="Root">Folder that names are relative to.</param>
/// <param name="Paths">The files, sorted.</param>
/// <param name="Recursive">Whether subfolders of the folder were searched.</param>
sealed record NightFiles(string Root, IReadOnlyList<string> Paths, bool Recursive)
{
    /// <exception cref="CommandException">Something does not exist, or there is no frame.</exception>
    public static NightFiles Find(IReadOnlyList<string> night, bool recursive, InputSettings input)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in night)
        {
            var full = Path.GetFullPath(name);
            if (File.Exists(full)) paths.Add(full);
            else if (Directory.Exists(full)) paths.UnionWith(InFolder(full, recursive, input.Patterns));
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
        return new(root, [.. paths], recursive);
    }

    static IEnumerable<string> InFolder(string folder, bool recursive, IReadOnlyList<string> patterns)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = recursive, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden };
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", options).Where(path => patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(path), ignoreCase: true)))];
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
