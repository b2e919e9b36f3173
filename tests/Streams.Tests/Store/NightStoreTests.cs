using Microsoft.Data.Sqlite;
using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Quality;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;
using static Nocturne.Streams.Tests.Store.SampleNight;

namespace Nocturne.Streams.Tests.Store;

public sealed class NightStoreTests : IDisposable
{
    readonly TemporaryFolder night = new();

    public void Dispose() => night.Dispose();

    [Fact]
    public void Everything_known_of_a_frame_comes_back_bit_by_bit()
    {
        var full = Measured(Green, 1).Frame with { Plane = 3, Transform = new PlaneTransform(1.0000000000000002, 1e-300, Math.PI, -0.1, 0.3, -7) };
        var bare = new FrameRecord { Id = "x", Band = Green, File = "ünlesbar.fits", State = FrameState.Rejected, Fault = FrameFault.Corrupt, Reason = "It's \"torn\"; -- drop" };
        using var store = NightStore.Create(night.Path, Info);

        store.Append([new(full, []), new(bare, [])]);

        using var reader = store.Read();
        Assert.Equal([bare, full], reader.Frames(Green));
    }

    [Fact]
    public void Doubles_come_back_bit_by_bit_and_NaN_stays_NaN()
    {
        double[] numbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 0.1, -1e-300, 0, 12345678.000000002];
        var rows = numbers.Select((v, i) => new SourceMeasurement("p", i + 1, v, v, v, v, v, v, v, QualityFlag.NoUsablePixels)).ToList();
        using var store = NightStore.Create(night.Path, Info);

        store.Append([new(Measured(Green, 1).Frame, rows)]);

        using var reader = store.Read();
        Assert.Equal(rows, reader.LightCurves().SelectMany(reader.LightCurve).Select(point => point.Measurement));
    }

    [Fact]
    public void Stamps_come_back_in_order_of_time_with_what_is_known_against_their_pixels_and_how_their_frame_lay()
    {
        using var store = NightStore.Create(night.Path, Info);
        SourceStamp clean = new(7, 10.25, 20.5, 2, [1, float.NaN, -3, 4]), faulty = new(7, 11, 21, 2, [5, 6, 7, 8]) { Faults = [0, 4, 1, 0] };
        store.Append([Measured(Green, 2) with { Stamps = [faulty] }, Measured(Green, 1) with { Stamps = [clean, clean with { Source = 8 }] }]);

        using var reader = store.Read();
        var stamps = reader.Stamps(Green, 7).ToArray();

        Assert.Equal(["raw/240101g200000001o.fits", "raw/240101g200000002o.fits"], stamps.Select(stamp => stamp.Frame));
        Assert.Equal([Measured(Green, 1).Frame.Transform, Measured(Green, 2).Frame.Transform], stamps.Select(stamp => (PlaneTransform?)stamp.Transform));
        Assert.Equal([Measured(Green, 1).Frame.BmjdTdbMid, Measured(Green, 2).Frame.BmjdTdbMid], stamps.Select(stamp => stamp.BmjdTdbMid));
        Assert.Equal((7, 10.25, 20.5, 2), (stamps[0].Stamp.Source, stamps[0].Stamp.X, stamps[0].Stamp.Y, stamps[0].Stamp.Side));
        Assert.Equal(clean.Pixels, stamps[0].Stamp.Pixels);
        Assert.Null(stamps[0].Stamp.Faults);
        Assert.Equal(faulty.Faults, stamps[1].Stamp.Faults);
    }

    [Fact]
    public void A_night_is_complete_when_it_is_said_to_be_until_it_is_written_again()
    {
        using (var store = NightStore.Create(night.Path, Info))
        {
            Assert.False(IsComplete());
            store.Complete();
            Assert.True(IsComplete());
        }

        Assert.True(IsComplete());
        using var again = NightStore.Open(night.Path);
        Assert.False(IsComplete());

        bool IsComplete()
        {
            using var reader = NightReader.Open(night.Path);
            return reader.IsComplete;
        }
    }

    [Fact]
    public void Appending_twice_changes_nothing()
    {
        using var store = NightStore.Create(night.Path, Info);
        var outcomes = Enumerable.Range(0, 5).Select(i => Measured(Green, i)).ToList();
        store.Append(outcomes);
        var once = Snapshot(store);

        store.Append(outcomes);
        store.Append([.. outcomes.AsEnumerable().Reverse()]);

        Assert.Equal(once, Snapshot(store));
        using var reader = store.Read();
        Assert.Equal(5 * 6, reader.MeasurementCount());
    }

    [Fact]
    public void A_new_outcome_of_a_frame_takes_the_place_of_the_old_one_with_all_its_rows()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Green, 1)]);

        store.Append([Rejected(Green, 1)]);

        using var reader = store.Read();
        Assert.Equal(FrameState.Unaligned, Assert.Single(reader.Frames(Green)).State);
        Assert.Equal(0, reader.MeasurementCount());
    }

    [Fact]
    public void A_duplicate_does_not_push_out_the_frame_that_was_measured()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Green, 1)]);

        store.Append([Rejected(Green, 1, FrameFault.Duplicate)]);

        using var reader = store.Read();
        Assert.Equal(FrameState.Measured, Assert.Single(reader.Frames(Green)).State);
        Assert.Equal(6, reader.MeasurementCount());
    }

    [Fact]
    public void The_order_of_arrival_does_not_show()
    {
        var outcomes = Enumerable.Range(0, 20).SelectMany(i => new[] { Measured(Green, i), Measured(Red, i) }).ToList();
        using var other = new TemporaryFolder();
        using var straight = NightStore.Create(night.Path, Info);
        using var shuffled = NightStore.Create(other.Path, Info);

        straight.Append(outcomes);
        foreach (var outcome in outcomes.OrderBy(o => o.Frame.Id[^1]).ThenByDescending(o => o.Frame.Id, StringComparer.Ordinal)) shuffled.Append([outcome]);

        Assert.Equal(Snapshot(straight), Snapshot(shuffled));
    }

    [Fact]
    public void Light_curves_come_by_band_photometer_and_source_and_points_by_time()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Red, 2, sources: 11), Measured(Green, 3), Measured(Red, 1, sources: 11), Measured(Green, 1)]);

        using var reader = store.Read();
        var curves = reader.LightCurves();

        Assert.Equal(curves.Order(), curves);
        Assert.Equal([Green, Red], reader.Bands);
        Assert.Equal(["1:g forced_aperture 1", "1:g forced_aperture 2"], curves.Take(2).Select(c => $"{c.Band} {c.Photometer} {c.Source}"));
        Assert.Equal([10, 11], curves.Where(c => c.Band == Red).Take(11).TakeLast(2).Select(c => c.Source));
        Assert.All(curves, curve => Assert.Equal(reader.LightCurve(curve).OrderBy(p => p.MidUtc), reader.LightCurve(curve)));
    }

    [Fact]
    public void Frames_of_the_same_instant_come_by_identity()
    {
        using var store = NightStore.Create(night.Path, Info);
        var frame = Measured(Green, 1).Frame;
        store.Append([new(frame with { Id = "b" }, []), new(frame with { Id = "a" }, []), new(frame with { Id = "c" }, [])]);

        using var reader = store.Read();
        Assert.Equal(["a", "b", "c"], reader.Frames(Green).Select(f => f.Id));
    }

    [Fact]
    public void A_night_goes_on_where_it_was_left()
    {
        using (var store = NightStore.Create(night.Path, Info))
        {
            store.SaveCatalogue(Green, Catalogue);
            store.Append([Measured(Green, 3), Measured(Green, 1), Rejected(Green, 4)]);
        }

        using var again = NightStore.OpenOrCreate(night.Path, Info with { SettingsDigest = "other" });

        Assert.Equal(Info, again.Info);
        Assert.Equal("1:g-000003", again.LastAligned(Green)!.Id);
        Assert.Equal(PlaneTransform.Shift(0.1 * 3, -0.2 * 3), again.LastAligned(Green)!.Transform);
        Assert.Equal(
            new Dictionary<string, FrameState> { ["1:g-000001"] = FrameState.Measured, ["1:g-000003"] = FrameState.Measured, ["1:g-000004"] = FrameState.Unaligned },
            again.KnownFrames(Green));
        Assert.Equivalent(Catalogue, again.LoadCatalogue(Green), strict: true);
    }

    [Fact]
    public void Changes_of_the_sky_come_back_in_the_order_of_time_and_go_with_their_frames()
    {
        using var store = NightStore.Create(night.Path, Info);
        var cloud = new SkyTransition(SkyState.Tracking, SkyState.Cloud, "Cloud: 12 % of the light comes through.");
        var clear = new SkyTransition(SkyState.Cloud, SkyState.Tracking, "9 stars are followed under a clear sky.");
        store.Append([Measured(Green, 5) with { SkyTransition = clear }, Measured(Green, 3) with { SkyTransition = cloud }, Measured(Green, 4)]);
        using (var reader = store.Read()) Assert.Equal([cloud, clear], reader.SkyTransitions(Green).Select(entry => entry.Change));
        store.Append([Measured(Green, 5)]);
        using (var reader = store.Read()) Assert.Equal([cloud], reader.SkyTransitions(Green).Select(entry => entry.Change));
    }

    [Fact]
    public void Numbering_anew_takes_rows_along_with_their_stars()
    {
        using var store = NightStore.Create(night.Path, Info);
        var random = new Random(3);
        var sources = Enumerable.Range(1, 8).Select(i => new CatalogueSource(i, random.Next(512), random.Next(512), 1000 * (10 - i), 1.5, 1.5, 0)).ToArray();
        var green = Catalogue with { Sources = sources, Width = 512, Height = 512 };

        // Red sees the same stars, but its colours order them otherwise, and it had been numbered by itself.
        var order = new[] { 3, 1, 2, 5, 4, 7, 8, 6 };
        var red = green with { Sources = [.. order.Select((star, i) => sources[star - 1] with { Number = i + 1, Flux = 900 * (10 - i) })] };
        store.SaveCatalogue(Green, green);
        store.SaveCatalogue(Red, red);
        store.Append([Measured(Red, 1, sources: 8)]);
        var before = Fluxes(store);
        store.Renumber();
        var after = Fluxes(store);
        for (var i = 0; i < order.Length; i++) Assert.Equal(before[i + 1], after[order[i]]);
        Assert.Equal(order, store.LoadCatalogue(Red)!.Sources.Select(source => source.Number));
        Assert.Equal(green.Sources, store.LoadCatalogue(Green)!.Sources);
        store.Renumber();
        Assert.Equal(after, Fluxes(store));

        static Dictionary<int, double> Fluxes(NightStore store)
        {
            using var reader = store.Read();
            return reader.LightCurves().Where(curve => curve.Band == Red && curve.Photometer == reader.LightCurves()[0].Photometer)
                .ToDictionary(curve => curve.Source, curve => reader.LightCurve(curve).Single().Measurement.Flux);
        }
    }

    [Fact]
    public void A_band_that_was_never_seen_is_empty()
    {
        using var store = NightStore.Create(night.Path, Info);

        Assert.Null(store.LoadCatalogue(Red));
        Assert.Null(store.LastAligned(Red));
        Assert.Empty(store.KnownFrames(Red));
    }

    [Fact]
    public void A_new_catalogue_takes_the_place_of_the_old_one()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.SaveCatalogue(Green, Catalogue);
        var shorter = Catalogue with { Sources = [Catalogue.Sources[0] with { X = double.NaN }], StackedFrames = 2 };

        store.SaveCatalogue(Green, shorter);

        Assert.Equivalent(shorter, store.LoadCatalogue(Green), strict: true);
    }

    [Fact]
    public void A_process_killed_in_a_transaction_leaves_the_frames_before_it_and_nothing_of_it()
    {
        using (var store = NightStore.Create(night.Path, Info)) store.Append([Measured(Green, 1)]);

        // What a killed process leaves: a copy of the files while a transaction is open.
        using var copy = new TemporaryFolder();
        using (var killed = new SqliteConnection($"Data Source={night.File(NightStore.FileName)};Pooling=False"))
        {
            killed.Open();
            Execute(killed, "PRAGMA cache_size = 1; BEGIN IMMEDIATE; DELETE FROM measurements; UPDATE frames SET state = 'Rejected'");
            foreach (var file in Directory.GetFiles(night.Path, NightStore.FileName + "*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
                File.Copy(file, copy.File(Path.GetFileName(file)));
        }

        using var again = NightStore.Open(copy.Path);
        using var reader = again.Read();
        Assert.Equal(FrameState.Measured, Assert.Single(reader.Frames(Green)).State);
        Assert.Equal(6, reader.MeasurementCount());
    }

    [Fact]
    public void A_log_that_is_cut_off_anywhere_gives_whole_frames_up_to_some_moment()
    {
        using var store = NightStore.Create(night.Path, Info);
        for (var i = 0; i < 8; i++) store.Append([Measured(Green, i)]);
        var log = File.ReadAllBytes(night.File(NightStore.FileName + "-wal"));
        var counts = new List<int>();
        for (var length = log.Length; length > 40_000; length -= 7_001)
        {
            using var copy = new TemporaryFolder();
            File.Copy(night.File(NightStore.FileName), copy.File(NightStore.FileName));
            File.WriteAllBytes(copy.File(NightStore.FileName + "-wal"), log[..length]);

            using var again = NightStore.OpenOrCreate(copy.Path, Info);
            using var reader = again.Read();
            var frames = reader.Frames(Green).Select(frame => frame.Id).ToList();
            Assert.Equal(Enumerable.Range(0, frames.Count).Select(i => Measured(Green, i).Frame.Id), frames);
            Assert.Equal(6 * frames.Count, reader.MeasurementCount());
            counts.Add(frames.Count);
        }

        Assert.Equal(8, counts[0]);
        Assert.True(counts.Distinct().Count() > 3);
        Assert.Equal(counts.OrderDescending(), counts);
    }

    [Fact]
    public void A_full_disk_stores_nothing_of_the_call_says_so_and_the_night_goes_on_when_there_is_room()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Green, 0)]);
        var before = Snapshot(store);
        var many = Enumerable.Range(0, 200).Select(i => Measured(i % 2 == 0 ? Green : Red, i, sources: 50)).ToList();
        store.LimitSize(pages: 40);

        var failure = Assert.Throws<StoreException>(() => store.Append(many));

        Assert.Equal(StoreFault.DiskFull, failure.Fault);
        Assert.EndsWith("disk full while writing night.sqlite: free some space and run the same command again; what is stored stays.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(store));
        store.LimitSize(pages: 1_000_000);
        store.Append(many);
        using var reader = store.Read();
        Assert.Equal(200, reader.Frames(Green).Count() + reader.Frames(Red).Count());
    }

    [Fact]
    public void A_full_disk_is_told_from_other_failures_of_a_file()
    {
        Assert.True(StoreException.IsDiskFull(new IOException("No space left on device", 28)));
        Assert.True(StoreException.IsDiskFull(new IOException("There is not enough space on the disk.", unchecked((int)0x80070070))));
        Assert.False(StoreException.IsDiskFull(new IOException("Broken pipe", 32)));
    }

    [Theory]
    [InlineData(13, StoreFault.DiskFull)]
    [InlineData(10 | (19 << 8), StoreFault.DiskFull)]
    [InlineData(10 | (3 << 8), StoreFault.Failed)]
    public void A_full_disk_is_told_from_other_failures_of_SQLite(int code, StoreFault fault) => Assert.Equal(fault, StoreException.FromSqlite(code, "disk I/O error", "night.sqlite").Fault);

    [Fact]
    public void A_night_is_written_by_one_process_at_a_time_and_read_by_any_number()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Green, 1)]);

        var failure = Assert.Throws<StoreException>(() => NightStore.Open(night.Path));

        Assert.Equal(StoreFault.InUse, failure.Fault);
        Assert.Contains("this night is being written by another process", failure.Message, StringComparison.Ordinal);
        using var one = NightReader.Open(night.Path);
        using var two = NightReader.Open(night.Path);
        Assert.Equal(one.Frames(Green), two.Frames(Green));
    }

    [Fact]
    public void A_reader_sees_the_night_as_it_was_when_it_was_opened()
    {
        using var store = NightStore.Create(night.Path, Info);
        store.Append([Measured(Green, 1)]);
        using var early = store.Read();

        store.Append([Measured(Green, 2)]);

        Assert.Single(early.Frames(Green));
        using var late = store.Read();
        Assert.Equal(2, late.Frames(Green).Count());
    }

    [Fact]
    public void A_store_of_another_version_is_refused_with_a_sentence()
    {
        NightStore.Create(night.Path, Info).Dispose();
        Edit("PRAGMA user_version = 99");

        var failure = Assert.Throws<StoreException>(() => NightStore.Open(night.Path));

        Assert.Equal(StoreFault.OtherVersion, failure.Fault);
        Assert.Contains("the store has tables of version 99, this program works with version ", failure.Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => NightReader.Open(night.Path));
    }

    [Fact]
    public void Another_file_under_the_name_of_the_store_is_left_alone()
    {
        File.WriteAllText(night.File(NightStore.FileName), "These are my notes, not a database. They are long enough to be taken for a header of SQLite.");

        Assert.Equal(StoreFault.NotANight, Assert.Throws<StoreException>(() => NightStore.OpenOrCreate(night.Path, Info)).Fault);

        Assert.StartsWith("These are my notes", File.ReadAllText(night.File(NightStore.FileName)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_of_another_program_is_left_alone()
    {
        Edit("CREATE TABLE notes (text TEXT)");

        Assert.Equal(StoreFault.NotANight, Assert.Throws<StoreException>(() => NightStore.OpenOrCreate(night.Path, Info)).Fault);
    }

    [Fact]
    public void Flags_are_counted_by_photometer()
    {
        using var store = NightStore.Create(night.Path, Info);
        SourceMeasurement Row(string photometer, int source, QualityFlag flags) => new(photometer, source, 1, 2, 3, 4, 5, 6, 7, flags);
        store.Append([new(Measured(Green, 1).Frame,
            [Row("b", 1, QualityFlag.Good), Row("a", 1, QualityFlag.Saturated | QualityFlag.CutByEdge), Row("a", 2, QualityFlag.Good), Row("a", 3, QualityFlag.Good)])]);

        using var reader = store.Read();

        Assert.Equal(
            [("a", QualityFlag.Good, 2), ("a", QualityFlag.Saturated | QualityFlag.CutByEdge, 1), ("b", QualityFlag.Good, 1)],
            reader.FlagCounts());
    }

    [Fact]
    public void A_missing_night_and_one_too_many_are_told()
    {
        Assert.Equal(StoreFault.Missing, Assert.Throws<StoreException>(() => NightStore.Open(night.Path)).Fault);
        Assert.Equal(StoreFault.Missing, Assert.Throws<StoreException>(() => NightReader.Open(night.Path)).Fault);
        NightStore.Create(night.Path, Info).Dispose();
        Assert.Equal(StoreFault.AlreadyThere, Assert.Throws<StoreException>(() => NightStore.Create(night.Path, Info)).Fault);
    }

    [Fact]
    public void A_night_whose_making_was_interrupted_is_begun_again()
    {
        Edit("PRAGMA journal_mode = WAL");

        using var store = NightStore.OpenOrCreate(night.Path, Info);

        Assert.Equal(Info, store.Info);
    }

    static List<object> Snapshot(NightStore store)
    {
        using var reader = store.Read();
        return [.. reader.Bands, .. reader.Bands.SelectMany(reader.Frames), .. reader.LightCurves().SelectMany(reader.LightCurve)];
    }

    void Edit(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={night.File(NightStore.FileName)};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
