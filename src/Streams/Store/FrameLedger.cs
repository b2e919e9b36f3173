using Nocturne.Core.Astrometry;
using Nocturne.Core.Sky;
using Nocturne.Streams.Arrivals;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The part of the store that knows which files and frames were seen and which frames still wait: the queue of each band, which outlives the process.</summary>
sealed partial class FrameLedger : IDisposable
{
    /// <summary>Frames of other bands between two of a band that are still a turn of the filter wheel.</summary>
    const int LongestTurn = 5;

    readonly NightDatabase database;
    readonly StoreKeys keys;
    readonly SetupTable setups;
    readonly BandRoutes routes;
    readonly Dictionary<BandKey, long> admitted = [];
    readonly Statement addFrame, findFrame, waitAgain, moveFrame, dropUnread, addFile, findFile, addCalibration, nextWaiting, countTry;

    public FrameLedger(NightDatabase database, StoreKeys keys)
    {
        this.database = database;
        this.keys = keys;
        setups = new(database);
        routes = new(database);
        addFrame = database.Prepare("""
            INSERT INTO frames (band, id, file, hdu, plane, state, fault, matched_stars, start_utc_day, start_utc_fraction, mid_utc_day, mid_utc_fraction,
                time_source, exposure_seconds, airmass, right_ascension, declination, setup, level, run, first_seen, taken)
            VALUES (?, ?, ?, ?, ?, 'Waiting', 'None', 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (band, id) DO NOTHING RETURNING frame
            """);
        findFrame = database.Prepare("SELECT frame, file, hdu, plane, state, fault FROM frames WHERE band = ? AND id = ?");
        waitAgain = database.Prepare("UPDATE frames SET state = 'Waiting', fault = 'None', reason = NULL WHERE frame = ?");
        moveFrame = database.Prepare("UPDATE frames SET file = ?2, hdu = ?3, plane = ?4, setup = ?5 WHERE frame = ?1");
        dropUnread = database.Prepare("DELETE FROM frames WHERE id = ? AND band IN (SELECT band FROM bands)");
        addFile = database.Prepare("""
            INSERT INTO files (file, state, length, modified, reason, first_seen, taken) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (file) DO UPDATE SET state = excluded.state, length = excluded.length, modified = excluded.modified, reason = excluded.reason, taken = excluded.taken
            """);
        findFile = database.Prepare("SELECT length, modified, state FROM files WHERE file = ?");
        addCalibration = database.Prepare("""
            INSERT INTO calibrations (file, hdu, plane, id, path, camera, filter, kind, exposure_seconds, setup, taken) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (file, hdu, plane) DO UPDATE SET id = excluded.id, path = excluded.path, kind = excluded.kind, exposure_seconds = excluded.exposure_seconds,
                setup = excluded.setup WHERE id <> excluded.id OR path <> excluded.path OR kind <> excluded.kind RETURNING taken
            """);
        nextWaiting = database.Prepare($"""
            SELECT {FrameDescriptions.Columns} FROM frames WHERE band = ?1 AND state = 'Waiting' AND (start_utc_day, start_utc_fraction, id) > (?2, ?3, ?4)
            ORDER BY start_utc_day, start_utc_fraction, id LIMIT ?5
            """);
        countTry = database.Prepare("UPDATE frames SET tries = tries + 1, reason = ?3 WHERE band = ?1 AND id = ?2 AND state = 'Waiting' RETURNING tries");
    }

    public AdmissionResult Admit(Admission admission, WritingRun run, long now)
    {
        var waiting = new Dictionary<BandKey, int>();
        var calibrations = new List<FrameDescriptor>();
        var seen = new Dictionary<string, long>();
        foreach (var file in admission.Files) seen.TryAdd(file.File, file.FirstSeen.ToUnixTimeMilliseconds());
        InTransaction(() =>
        {
            foreach (var file in admission.Files) Take(file, now);
            foreach (var frame in admission.Frames)
            {
                dropUnread.Bind(1, FrameIdentity.OfUnread(frame.File, frame.Hdu)).Run();
                if (Add(frame, run, seen.GetValueOrDefault(frame.File, now), now)) waiting[frame.Band] = waiting.GetValueOrDefault(frame.Band) + 1;
            }
            foreach (var frame in admission.Calibrations)
            {
                dropUnread.Bind(1, FrameIdentity.OfUnread(frame.File, frame.Hdu)).Run();
                if (AddCalibration(frame, now)) calibrations.Add(frame);
            }
        });
        foreach (var (band, count) in waiting) admitted[band] = admitted.GetValueOrDefault(band) + count;
        return new(waiting.Keys.ToDictionary(band => band, band => admitted[band]), calibrations);
    }

    /// <summary>Frames of a band that have begun to wait since the store was opened.</summary>
    public long Admitted(BandKey band) => admitted.GetValueOrDefault(band);

    /// <summary>Where a frame lies; null when it is not known.</summary>
    public (string File, int Hdu, int Plane)? Find(BandKey band, string id)
    {
        findFrame.Bind(1, keys.OfOrNone(band)).Bind(2, id);
        (string, int, int)? place = findFrame.Step() ? (findFrame.Text(1), findFrame.Int(2), findFrame.Int(3)) : null;
        findFrame.Reset();
        return place;
    }

    /// <summary>Notes files that stay incomplete, with their reasons.</summary>
    public void NoteIncomplete(IReadOnlyList<(ArrivedFile File, string Reason)> files) => keys.InTransaction(() =>
    {
        foreach (var (file, reason) in files) Note(file, "Incomplete", reason, null);
    });

    /// <summary>Whether a file was taken as it is.</summary>
    public bool IsTaken(string file, long length, DateTime modifiedUtc)
    {
        findFile.Bind(1, file);
        try
        {
            return findFile.Step() && findFile.Text(2) == "Taken" && findFile.Long(0) == length && findFile.Long(1) == Milliseconds(modifiedUtc);
        }
        finally
        {
            findFile.Reset();
        }
    }

    /// <summary>The next frames of a band that wait, in the order of the night.</summary>
    public IReadOnlyList<FrameDescriptor> Waiting(BandKey band, FrameKey? after, int count, string root)
    {
        var frames = new List<FrameDescriptor>();
        nextWaiting.Bind(1, keys.OfOrNone(band)).Bind(2, after?.Start.Day ?? long.MinValue).Bind(3, after?.Start.Fraction ?? 0).Bind(4, after?.Id ?? "").Bind(5, (long)count);
        while (nextWaiting.Step()) frames.Add(FrameDescriptions.Read(nextWaiting, setups, band, root));
        nextWaiting.Reset();
        return frames;
    }

    /// <summary>A frame that is known; null when it is not, or was stored without its header's facts.</summary>
    public FrameDescriptor? Describe(BandKey band, string id, string root) => FrameDescriptions.Find(database, setups, keys.OfOrNone(band), band, id, root);

    /// <summary>What the camera read just before a moment in another band, when it did so for more than a turn of its filters; null when it did not.</summary>
    public CameraSetup? SetupBefore(BandKey band, Mjd mid)
    {
        BandKey[] others = [.. keys.Bands.Where(other => other.Camera == band.Camera && other != band)];
        if (others.Length == 0) return null;
        using var latest = database.Prepare("""
            SELECT mid_utc_day, mid_utc_fraction, setup FROM frames WHERE band = ? AND (mid_utc_day, mid_utc_fraction) < (?, ?) AND setup IS NOT NULL
            ORDER BY mid_utc_day DESC, mid_utc_fraction DESC, id DESC LIMIT ?
            """);
        var own = Last(band, 1);
        var since = own.Select(frame => frame.Mid).FirstOrDefault();
        var between = others.SelectMany(other => Last(other, LongestTurn + 1).Where(frame => frame.Mid > since).Select(frame => (frame.Mid, Band: other, frame.Setup))).ToArray();
        if (between.Length == 0) return null;
        var last = between.MaxBy(frame => (frame.Mid, frame.Band));
        var before = SetupOf(last.Band, last.Setup);
        var takesTurns = own.Count > 0 && between.Length <= LongestTurn && before.Filter != SetupOf(band, own[0].Setup).Filter;
        return takesTurns ? null : before;

        List<(Mjd Mid, long Setup)> Last(BandKey of, int count)
        {
            latest.Bind(1, keys.OfOrNone(of)).Bind(2, (long)mid.Day).Bind(3, mid.Fraction).Bind(4, (long)count);
            var frames = new List<(Mjd, long)>();
            while (latest.Step()) frames.Add((latest.MjdOrNull(0)!.Value, latest.Long(2)));
            latest.Reset();
            return frames;
        }
    }

    /// <summary>The frames of a band that wait and have failed too often, with the reason of the last failure.</summary>
    public IReadOnlyList<(FrameDescriptor Frame, int Tries, string Reason)> Failed(BandKey band, int limit, string root)
    {
        using var rows = database.Prepare($"SELECT {FrameDescriptions.Columns}, tries, reason FROM frames WHERE band = ? AND state = 'Waiting' AND tries >= ?").Bind(1, keys.OfOrNone(band)).Bind(2, (long)limit);
        var frames = new List<(FrameDescriptor, int, string)>();
        while (rows.Step()) frames.Add((FrameDescriptions.Read(rows, setups, band, root), rows.Int(14), rows.TextOrNull(15) ?? ""));
        return frames;
    }

    /// <summary>Notes that a frame made its stream fail, and why.</summary>
    public void CountTry(BandKey band, string id, string reason) => keys.InTransaction(() => countTry.Bind(1, keys.Of(band)).Bind(2, id).Bind(3, reason).KeyOrNull());

    public BandCounts Counts(BandKey band)
    {
        using var rows = database.Prepare("""
            SELECT state, count(*) FROM frames WHERE band = ? AND fault NOT IN ('Duplicate', 'Mismatched', 'NoTime', 'NoFilter') AND id NOT LIKE 'file:%' GROUP BY state
            """).Bind(1, keys.OfOrNone(band));
        var counts = new Dictionary<FrameState, int>();
        while (rows.Step()) counts[FrameColumns.State(rows.Text(0))] = rows.Int(1);
        return new(counts.GetValueOrDefault(FrameState.Measured), counts.GetValueOrDefault(FrameState.Unaligned), counts.GetValueOrDefault(FrameState.Rejected), counts.GetValueOrDefault(FrameState.Waiting));
    }

    public void Dispose()
    {
        setups.Dispose();
        foreach (var statement in new[] { addFrame, findFrame, waitAgain, moveFrame, dropUnread, addFile, findFile, addCalibration, nextWaiting, countTry }) statement.Dispose();
    }

    static long Milliseconds(DateTime utc) => new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>True when the frame waits now and did not before.</summary>
    bool Add(FrameDescriptor frame, WritingRun run, long firstSeen, long now)
    {
        var band = keys.Of(frame.Band);
        var facts = frame.Facts;
        routes.Learn(frame);
        var added = addFrame
            .Bind(1, band).Bind(2, frame.Id).Bind(3, frame.File).Bind(4, (long)frame.Hdu).Bind(5, (long)frame.Plane)
            .Bind(6, facts.StartUtc).Bind(8, facts.MidUtc).Bind(10, facts.TimeSource).Bind(11, facts.ExposureSeconds).Bind(12, facts.Airmass)
            .Bind(13, facts.Position?.RightAscensionDegrees).Bind(14, facts.Position?.DeclinationDegrees).Bind(15, setups.KeyOf(frame))
            .Bind(16, run.Level.ToString()).Bind(17, run.Key).Bind(18, firstSeen).Bind(19, now).KeyOrNull();
        if (added is not null)
        {
            if (frame.Band != frame.NamedBand) ForgetMismatch(frame);
            return true;
        }

        findFrame.Bind(1, band).Bind(2, frame.Id);
        findFrame.Step();
        var (key, file, hdu, plane) = (findFrame.Long(0), findFrame.Text(1), findFrame.Int(2), findFrame.Int(3));
        var (state, fault) = (FrameColumns.State(findFrame.Text(4)), Enum.Parse<FrameFault>(findFrame.Text(5)));
        findFrame.Reset();
        if (file != frame.File || hdu != frame.Hdu || plane != frame.Plane) Move(key, frame);
        if (state != FrameState.Rejected || fault is FrameFault.Quarantined or FrameFault.Mismatched) return false;
        waitAgain.Bind(1, key).Run();
        return true;
    }

    void Move(long key, FrameDescriptor frame) =>
        moveFrame.Bind(1, key).Bind(2, frame.File).Bind(3, (long)frame.Hdu).Bind(4, (long)frame.Plane).Bind(5, setups.KeyOf(frame)).Run();

    bool AddCalibration(FrameDescriptor frame, long now) => addCalibration
        .Bind(1, frame.File).Bind(2, (long)frame.Hdu).Bind(3, (long)frame.Plane).Bind(4, frame.Id).Bind(5, frame.Path)
        .Bind(6, frame.Band.Camera).Bind(7, frame.Band.Filter).Bind(8, frame.Facts.Kind.ToString()).Bind(9, frame.Facts.ExposureSeconds)
        .Bind(10, setups.KeyOf(frame)).Bind(11, now).KeyOrNull() is not null;

    /// <summary>Notes a file as taken. When it was taken before it has been rewritten: what came of it then is forgotten.</summary>
    void Take(ArrivedFile file, long now)
    {
        findFile.Bind(1, file.File);
        var before = findFile.Step() && findFile.Text(2) == "Taken";
        findFile.Reset();
        Note(file, "Taken", null, now);
        if (!before) return;
        using var drop = database.Prepare("DELETE FROM frames WHERE file = ?");
        drop.Bind(1, file.File).Run();
        using var dropCalibrations = database.Prepare("DELETE FROM calibrations WHERE file = ?");
        dropCalibrations.Bind(1, file.File).Run();
    }

    void Note(ArrivedFile file, string state, string? reason, long? taken) => addFile
        .Bind(1, file.File).Bind(2, state).Bind(3, file.Length).Bind(4, Milliseconds(file.ModifiedUtc)).Bind(5, reason)
        .Bind(6, file.FirstSeen.ToUnixTimeMilliseconds()).Bind(7, taken).Run();
}
