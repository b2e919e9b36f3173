using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Curves;

/// <summary>Where light curves come from: a reduced night, or a HiPERCAM log.</summary>
sealed class NightCurves
{
    readonly string? folder;
    readonly HipercamLog? log;

    NightCurves(string name, string? folder, HipercamLog? log, IReadOnlyList<BandKey> bands, IReadOnlyList<string> photometers, NightInfo info)
    {
        (Name, this.folder, this.log, Bands, Photometers, Info) = (name, folder, log, bands, photometers, info);
    }

    public string Name { get; }

    public IReadOnlyList<BandKey> Bands { get; }

    /// <summary>Labels of the photometers, the one that is shown first.</summary>
    public IReadOnlyList<string> Photometers { get; }

    public NightInfo Info { get; }

    /// <summary>Opens a night or a log.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static NightCurves Open(string path)
    {
        if (NightStore.Exists(path))
        {
            using var night = NightReader.Open(path);
            var labels = night.LightCurves().Select(curve => curve.Photometer).Distinct().OrderBy(label => !label.StartsWith("forced_", StringComparison.Ordinal)).ThenBy(label => label, StringComparer.Ordinal);
            return new(path, path, null, night.Bands, [.. labels], night.Info);
        }

        if (!File.Exists(path)) throw new CommandException(ExitCode.UnusableInput, $"{path}: no reduced night here; 'nocturne reduce NIGHT --out {path}' makes one.");
        try
        {
            var log = HipercamLog.Read(path);
            return new(path, null, log, [.. log.Ccds.Select(ccd => new BandKey("ccd", ccd.Label))], ["hipercam"], new(ProgramVersion.Text, "", "", default));
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, exception.Message, exception);
        }
    }

    /// <summary>The bands that a command line names, all when it names none: <c>1:g</c>, or <c>g</c> where that is one band only.</summary>
    /// <exception cref="CommandException">There is no such band.</exception>
    public IReadOnlyList<BandKey> Choose(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0 || names.Contains("all")) return Bands;
        return [.. names.SelectMany(name => name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(name =>
        {
            var found = Bands.Where(band => band.ToString() == name || band.Filter == name).ToArray();
            return found.Length == 1 ? found[0] : throw new CommandException(ExitCode.Usage, found.Length == 0
                ? $"'{name}' is not a band of {Name}; it has {string.Join(", ", Bands)}."
                : $"'{name}' may be {string.Join(" or ", found.AsEnumerable())}; give the camera too.");
        })];
    }

    /// <summary>The photometer that a command line names, the one that is shown when it names none.</summary>
    /// <exception cref="CommandException">The night was not measured with it.</exception>
    public string Photometer(string? label)
    {
        if (Photometers.Count == 0) throw new CommandException(ExitCode.UnusableInput, $"{Name}: this night has no light curves yet.");
        if (label is null) return Photometers[0];
        return Photometers.Contains(label) ? label
            : throw new CommandException(ExitCode.UnusableInput, $"{Name}: this night was not measured with '{label}'; it has {string.Join(", ", Photometers)}.");
    }

    /// <summary>Why the numbers of a band's stars are its own, as the end of a sentence; null when they are those of the night.</summary>
    public string? NumberingNote(BandKey band)
    {
        if (folder is null) return null;
        using var night = NightReader.Open(folder);
        return night.NumberingNote(band);
    }

    /// <summary>Reads a band.</summary>
    public BandCurves Read(BandKey band, string photometer)
    {
        if (log is not null) return BandCurves.Read(log.Ccds[Bands.ToList().IndexOf(band)]);
        using var night = NightReader.Open(folder!);
        return BandCurves.Read(night, band, photometer);
    }
}
