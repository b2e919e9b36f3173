namespace Nocturne.Streams.Store;

/// <summary>The table <c>runs</c>: which programs wrote into a night, and with which settings.</summary>
static class NightRuns
{
    /// <summary>Notes a program that begins to write; the same program as the last one goes on under its key.</summary>
    public static long Begin(NightDatabase database, NightInfo info)
    {
        using var find = database.Prepare("SELECT run FROM runs WHERE program_version = ? AND settings_digest = ? AND run = (SELECT max(run) FROM runs)");
        if (find.Bind(1, info.ProgramVersion).Bind(2, info.SettingsDigest).KeyOrNull() is { } known) return known;
        using var add = database.Prepare("INSERT INTO runs (program_version, settings_digest, began) VALUES (?, ?, ?) RETURNING run");
        return add.Bind(1, info.ProgramVersion).Bind(2, info.SettingsDigest).Bind(3, info.Started.ToUnixTimeMilliseconds()).KeyOrNull()!.Value;
    }
}
