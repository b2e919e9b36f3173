using System.Globalization;
using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Store;

/// <summary>The <see cref="NightInfo"/> as keys and values of the table <c>night</c>.</summary>
static class NightProperties
{
    const string Program = "program_version";
    const string Digest = "settings_digest";
    const string Settings = "settings";
    const string Started = "started";
    const string FluxUnit = "flux_unit";
    const string Complete = "complete";
    const string Rows = "row_clock";

    public static void Write(NightDatabase database, NightInfo info)
    {
        using var insert = database.Prepare("INSERT INTO night (key, value) VALUES (?, ?)");
        foreach (var (key, value) in new[]
        {
            (Program, info.ProgramVersion), (Digest, info.SettingsDigest), (Settings, info.SettingsText),
            (Started, info.Started.ToString("O", CultureInfo.InvariantCulture)), (FluxUnit, info.FluxUnit), (Rows, info.Rows?.ToString() ?? ""),
        })
        {
            insert.Bind(1, key).Bind(2, value).Run();
        }
    }

    /// <summary>A further property; null when it was never set.</summary>
    public static string? Get(NightDatabase database, string key)
    {
        using var find = database.Prepare("SELECT value FROM night WHERE key = ?");
        return find.Bind(1, key).Step() ? find.Text(0) : null;
    }

    /// <summary>Sets a further property.</summary>
    public static void Set(NightDatabase database, string key, string value)
    {
        using var set = database.Prepare("INSERT INTO night (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        set.Bind(1, key).Bind(2, value).Run();
    }

    /// <summary>Further properties whose keys begin alike.</summary>
    public static IEnumerable<(string Key, string Value)> All(NightDatabase database, string prefix)
    {
        using var rows = database.Prepare("SELECT key, value FROM main.night WHERE substr(key, 1, ?1) = ?2 ORDER BY key").Bind(1, (long)prefix.Length).Bind(2, prefix);
        while (rows.Step()) yield return (rows.Text(0), rows.Text(1));
    }

    /// <summary>Forgets a further property.</summary>
    public static void Remove(NightDatabase database, string key)
    {
        using var remove = database.Prepare("DELETE FROM night WHERE key = ?");
        remove.Bind(1, key).Run();
    }

    /// <summary>Says whether all frames of the night are in the store.</summary>
    public static void SetComplete(NightDatabase database, bool isComplete)
    {
        using var replace = database.Prepare("INSERT OR REPLACE INTO night (key, value) VALUES (?, ?)");
        replace.Bind(1, Complete).Bind(2, isComplete ? "yes" : "no").Run();
    }

    public static bool IsComplete(NightDatabase database) => database.Scalar($"SELECT count(*) FROM night WHERE key = '{Complete}' AND value = 'yes'") == 1;

    public static NightInfo Read(NightDatabase database)
    {
        var values = new Dictionary<string, string>();
        using var rows = database.Prepare("SELECT key, value FROM night");
        while (rows.Step()) values.Add(rows.Text(0), rows.Text(1));
        return new(
            values.GetValueOrDefault(Program, ""),
            values.GetValueOrDefault(Digest, ""),
            values.GetValueOrDefault(Settings, ""),
            DateTimeOffset.TryParse(values.GetValueOrDefault(Started), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var started) ? started : default)
        {
            FluxUnit = values.GetValueOrDefault(FluxUnit, NightInfo.Counts),
            Rows = RowClock.Parse(values.GetValueOrDefault(Rows)),
        };
    }
}
