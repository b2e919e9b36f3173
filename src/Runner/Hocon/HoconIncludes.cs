using System.Text;

namespace Nocturne.Runner.Hocon;

/// <summary>Opens files and what they include, relative to the including file, and refuses circles.</summary>
sealed class HoconIncludes
{
    const int LargestFile = 4 << 20;
    const int LongestChain = 30;

    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly string? folder;
    readonly IReadOnlyList<string> chain;

    /// <param name="folder">Folder of the including file; null for a text that is not a file.</param>
    /// <param name="chain">Full names of the files that are being read, outermost first.</param>
    HoconIncludes(string? folder, IReadOnlyList<string> chain)
    {
        this.folder = folder;
        this.chain = chain;
    }

    /// <summary>For a text that is not a file: it can include by absolute name only, unless a folder is given.</summary>
    public static HoconIncludes ForText(string? folder) => new(folder, []);

    /// <summary>Parses a file.</summary>
    /// <exception cref="HoconException">It cannot be read or breaks the rules.</exception>
    public static HoconNode ParseFile(string name, HoconOrigin origin) => new HoconIncludes(null, []).Parse(name, origin, [])
        ?? throw new HoconException(origin, "the file does not exist.");

    /// <summary>The objects that an include statement stands for; the later ones go over the earlier ones.</summary>
    /// <exception cref="HoconException">A required file is missing, or a file cannot be read or breaks the rules.</exception>
    public IEnumerable<HoconObject> Open(string name, bool isRequired, HoconOrigin origin, IReadOnlyList<string> scope)
    {
        if (name.Contains("://", StringComparison.Ordinal))
            throw new HoconException(origin, $"include \"{name}\": web addresses are not supported. Copy the file beside this one and include it by name.");
        if (name.EndsWith(".properties", StringComparison.OrdinalIgnoreCase))
            throw new HoconException(origin, $"include \"{name}\": .properties files are not supported. Write it as a .conf file.");
        if (name.Length == 0 || name.Contains('\0')) throw new HoconException(origin, "include has an empty or impossible file name.");
        if (folder is null && !Path.IsPathRooted(name))
            throw new HoconException(origin, $"include \"{name}\": this text is not a file, so a relative name has no folder to start from.");

        var full = folder is null ? name : Path.Combine(folder, name);
        string[] candidates = Path.GetExtension(name).ToUpperInvariant() is ".CONF" or ".JSON" ? [full] : [full + ".json", full + ".conf"];
        var found = new List<HoconObject>();
        foreach (var candidate in candidates)
        {
            var root = Parse(candidate, origin, scope);
            if (root is null) continue;
            found.Add(root as HoconObject
                ?? throw new HoconException(origin, $"the included file {Shown(candidate)} is a list; only files of settings can be included."));
        }
        return found.Count > 0 || !isRequired ? found
            : throw new HoconException(origin, $"the required file {string.Join(" or ", candidates.Select(Shown))} does not exist.");
    }

    static string Shown(string path) => path.Replace('\\', '/');

    /// <returns>Null if there is no such file.</returns>
    HoconNode? Parse(string path, HoconOrigin origin, IReadOnlyList<string> scope)
    {
        string text;
        string absolute;
        try
        {
            absolute = Path.GetFullPath(path);
            if (chain.Contains(absolute))
                throw new HoconException(origin, $"{Shown(path)} includes itself: {string.Join(" -> ", chain.Append(absolute).Select(Path.GetFileName))}.");
            if (chain.Count == LongestChain) throw new HoconException(origin, $"files include each other more than {LongestChain} deep.");
            if (!File.Exists(path)) return Directory.Exists(path) ? throw new HoconException(origin, $"{Shown(path)} is a folder, not a file.") : null;
            if (new FileInfo(path).Length > LargestFile)
                throw new HoconException(origin, $"{Shown(path)} is larger than {LargestFile >> 20} MiB; that is no settings file.");
            text = StrictUtf8.GetString(File.ReadAllBytes(path));
        }
        catch (DecoderFallbackException)
        {
            throw new HoconException(new(Shown(path), 0), "the file is not UTF-8 text.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new HoconException(origin, $"{Shown(path)} cannot be read: {fault.Message}");
        }
        var includes = new HoconIncludes(FolderOf(path), [.. chain, absolute]);
        return new HoconParser(text, Shown(path), includes, scope).Document();
    }

    /// <summary>The folder in the spelling of the user, so that messages name files as the user did.</summary>
    static string FolderOf(string path) => Path.GetDirectoryName(path) is { Length: > 0 } named ? named : ".";
}
