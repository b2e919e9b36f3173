using Microsoft.Data.Sqlite;
using Nocturne.Core.Catalogs;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The one writer of a night: ledger, catalogues and measurements in the file <c>night.sqlite</c> of the night's folder.</summary>
/// <remarks>
/// <para>A call of <see cref="Append"/> is one transaction: all of its frames and rows are on the disk when it returns, or none is. A process that is
/// killed in between leaves a store that the next one opens and goes on with.</para>
/// <para>Writing twice changes nothing: a frame is known by its band and identity, and a second outcome takes the place of the first.</para>
/// <para>A transaction costs one wait for the disk. A live night appends frame by frame; a replay should gather up to 256 frames, or what comes
/// within 100 ms, and append them together.</para>
/// <para>Methods may be called from any thread; they wait for each other. Only one process can have the store open for writing; readers
/// (<see cref="Read"/>, <see cref="NightReader.Open"/>) are free.</para>
/// </remarks>
public sealed partial class NightStore : IDisposable
{
    /// <summary>Name of the store's file in the night's folder.</summary>
    public const string FileName = "night.sqlite";

    readonly Lock gate = new();
    readonly NightLock owner;
    readonly NightDatabase database;
    readonly StoreKeys keys;
    readonly MeasurementWriter writer;
    readonly FrameLedger ledger;
    readonly long run;

    NightStore(string folder, NightLock owner, NightDatabase database, NightInfo? writing)
    {
        Folder = folder;
        this.owner = owner;
        this.database = database;
        Info = NightProperties.Read(database);
        database.InTransaction(() => NightProperties.SetComplete(database, false));
        run = NightRuns.Begin(database, writing ?? Info);
        keys = new(database);
        writer = new(database, keys);
        ledger = new(database, keys);
    }

    /// <summary>The night's folder.</summary>
    public string Folder { get; }

    /// <summary>What the night was begun with.</summary>
    public NightInfo Info { get; }

    /// <summary>The clock for when things were seen and made durable.</summary>
    public TimeProvider Clock { get; private init; } = TimeProvider.System;

    /// <summary>Level of the rows that are written from now on.</summary>
    public FrameLevel Level { get; set; } = FrameLevel.Final;

    /// <summary>Folder that the names of the night's files are relative to.</summary>
    public string Root { get; set; } = "";

    WritingRun Run => new(run, Level);

    long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>True when the folder holds a store.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Begins a new night.</summary>
    /// <exception cref="StoreException">There is a store already, another process writes it, or the disk refuses.</exception>
    public static NightStore Create(string folder, NightInfo info, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        return Begin(folder, info, mayContinue: false, clock);
    }

    /// <summary>Goes on with a night.</summary>
    /// <exception cref="StoreException">There is no store, it is of another version or no store at all, or another process writes it.</exception>
    public static NightStore Open(string folder, TimeProvider? clock = null) => Begin(folder, null, mayContinue: true, clock);

    /// <summary>Goes on with the night in the folder, or begins it; compare <see cref="Info"/> to see with which settings it was begun.</summary>
    /// <exception cref="StoreException">As for <see cref="Open"/>.</exception>
    public static NightStore OpenOrCreate(string folder, NightInfo info, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        return Begin(folder, info, mayContinue: true, clock);
    }

    /// <summary>Stores frames and their measurements: all of them, or none.</summary>
    /// <remarks>A frame that is stored already is replaced with its rows, except by a mere <see cref="FrameFault.Duplicate"/>, which says nothing new.</remarks>
    /// <exception cref="StoreException">The disk is full or failed; nothing of this call is stored, everything before it is.</exception>
    /// <param name="outcomes">The frames.</param>
    /// <param name="calibration">Files that they were calibrated with; null when nothing is known of them.</param>
    /// <returns>Mean time since the files of the frames were taken [s]; null when it is not known of any.</returns>
    public double? Append(IReadOnlyList<FrameOutcome> outcomes, IReadOnlyList<string>? calibration = null)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (outcomes.Count == 0) return null;
        lock (gate) return writer.Append(outcomes, calibration, Run, Now);
    }

    /// <summary>Stores a band's catalogue in place of the one before.</summary>
    /// <param name="band">The band.</param>
    /// <param name="catalogue">Its catalogue.</param>
    /// <param name="numbering">Why its numbers are its own, as the end of a sentence; null when they are those of the night.</param>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void SaveCatalogue(BandKey band, SourceCatalogue catalogue, string? numbering = null)
    {
        ArgumentNullException.ThrowIfNull(band);
        ArgumentNullException.ThrowIfNull(catalogue);
        lock (gate) writer.SaveCatalogue(band, catalogue, numbering);
    }

    /// <inheritdoc cref="NightReader.LoadCatalogue"/>
    public SourceCatalogue? LoadCatalogue(BandKey band)
    {
        using var reader = Read();
        return reader.LoadCatalogue(band);
    }

    /// <inheritdoc cref="NightReader.KnownFrames"/>
    public IReadOnlyDictionary<string, FrameState> KnownFrames(BandKey band)
    {
        using var reader = Read();
        return reader.KnownFrames(band);
    }

    /// <inheritdoc cref="NightReader.LastAligned"/>
    public FrameRecord? LastAligned(BandKey band)
    {
        using var reader = Read();
        return reader.LastAligned(band);
    }

    /// <summary>A view of the night as it is now.</summary>
    public NightReader Read() => NightReader.Open(Folder);

    /// <summary>Says that all frames of the night are in the store, so that what follows from them is final. It holds until the store is opened for writing again.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void Complete()
    {
        lock (gate) database.InTransaction(() => NightProperties.SetComplete(database, true));
    }

    /// <summary>Closes the store; what was appended is there.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            writer.Dispose();
            ledger.Dispose();
            keys.Dispose();
            database.Dispose();
            owner.Dispose();
        }
    }

    /// <summary>Asked before each transaction: true makes it fail like one for which the disk has no room.</summary>
    internal Func<bool>? DiskIsFull
    {
        set => database.DiskIsFull = value;
    }

    /// <summary>Lets the file grow to a number of pages and no further, as a small disk would.</summary>
    internal void LimitSize(int pages) => database.Execute($"PRAGMA max_page_count = {pages}");

    static NightStore Begin(string folder, NightInfo? info, bool mayContinue, TimeProvider? clock)
    {
        var file = Path.Combine(folder, FileName);
        if (info is null && !File.Exists(file))
            throw new StoreException(StoreFault.Missing, $"{file}: there is no reduced night in this folder; make one with 'nocturne reduce'.");
        var owner = NightLock.Take(folder);
        NightDatabase? database = null;
        try
        {
            database = NightDatabase.Open(file, SqliteOpenMode.ReadWriteCreate);
            if (!NightSchema.IsEmpty(database))
            {
                NightSchema.Check(database);
                if (!mayContinue)
                    throw new StoreException(StoreFault.AlreadyThere, $"{file}: this folder holds a reduced night already; go on with it, or choose another output folder.");
            }
            else if (info is not null)
            {
                var made = database;
                made.InTransaction(() =>
                {
                    NightSchema.Create(made);
                    NightProperties.Write(made, info);
                });
            }
            else
            {
                throw new StoreException(StoreFault.Missing, $"{file}: the reduction of this night was never begun; start it with 'nocturne reduce'.");
            }

            return new(folder, owner, database, info) { Clock = clock ?? TimeProvider.System };
        }
        catch
        {
            database?.Dispose();
            owner.Dispose();
            throw;
        }
    }
}
