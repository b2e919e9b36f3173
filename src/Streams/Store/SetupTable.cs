using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The table <c>setups</c>, with a small memory of what was asked for last.</summary>
sealed class SetupTable(NightDatabase database) : IDisposable
{
    /// <summary>A night has a handful; a camera that writes its temperature into a fact of its own has one a frame, and they need not all stay in memory.</summary>
    const int MostRemembered = 256;

    readonly Dictionary<long, FrameSetup> read = [];
    readonly Dictionary<string, FrameSetup> written = [];
    readonly Statement add = database.Prepare("INSERT INTO setups (facts) VALUES (?) RETURNING setup");
    readonly Statement search = database.Prepare("SELECT setup FROM setups WHERE facts = ?");
    readonly Statement find = database.Prepare("SELECT facts FROM setups WHERE setup = ?");

    /// <summary>The key of a frame's setup; looked up each time, for a key that was remembered might have been rolled back.</summary>
    public long KeyOf(FrameDescriptor frame)
    {
        var setup = FrameSetup.Of(frame);
        var json = setup.ToJson();
        if (written.Count >= MostRemembered) written.Clear();
        written[json] = setup;
        return search.Bind(1, json).KeyOrNull() ?? add.Bind(1, json).KeyOrNull()!.Value;
    }

    public FrameSetup Read(long key)
    {
        if (read.TryGetValue(key, out var setup)) return setup;
        if (read.Count >= MostRemembered) read.Clear();
        find.Bind(1, key).Step();
        var json = find.Text(0);
        find.Reset();
        if (!written.TryGetValue(json, out setup)) setup = FrameSetup.FromJson(json);
        return read[key] = setup;
    }

    public void Dispose()
    {
        add.Dispose();
        search.Dispose();
        find.Dispose();
    }
}
