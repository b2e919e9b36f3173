using System.IO.Compression;
using Nocturne.TestKit;
using Nocturne.TestKit.Faults;

namespace Nocturne.Streams.Tests.Arrivals;

/// <summary>A file is taken when it is whole, and once, however it is written.</summary>
public sealed class FolderArrivalsTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_file_that_is_left_alone_arrives_after_the_settle_time()
    {
        await using var folder = new WatchedFolder();
        folder.Write("a.fits", WatchedFolder.Frame(1));
        await folder.PassAsync(0.9 * Second);
        Assert.Empty(folder.Arrived);
        await folder.PassAsync(0.3 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
        await folder.PassAsync(20 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_file_that_grows_for_minutes_arrives_when_it_is_whole()
    {
        await using var folder = new WatchedFolder();
        var bytes = WatchedFolder.Frame(1);
        for (var length = 1000; length < bytes.Length; length += 1000)
        {
            folder.Write("a.fits", bytes.AsSpan(0, length));
            await folder.PassAsync(8 * Second);
        }
        Assert.Empty(folder.Arrived);
        folder.Write("a.fits", bytes);
        await folder.PassAsync(2 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_file_that_gets_its_length_first_arrives_when_it_is_filled()
    {
        await using var folder = new WatchedFolder();
        var bytes = WatchedFolder.Frame(1);
        var made = new byte[bytes.Length];
        for (var filled = 0; filled < bytes.Length; filled += 1000)
        {
            bytes.AsSpan(0, filled).CopyTo(made);
            folder.Write("a.fits", made);
            await folder.PassAsync(4 * Second);
        }
        Assert.Empty(folder.Arrived);
        folder.Write("a.fits", bytes);
        await folder.PassAsync(2 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_frame_that_really_ends_in_zeros_arrives_after_ten_settle_times()
    {
        await using var folder = new WatchedFolder();
        var bytes = WatchedFolder.Frame(1);
        bytes.AsSpan(bytes.Length - 4000).Clear();
        folder.Write("a.fits", bytes);
        await folder.PassAsync(9 * Second);
        Assert.Empty(folder.Arrived);
        await folder.PassAsync(2 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_damaged_file_arrives_after_ten_settle_times_to_be_rejected_with_its_reason()
    {
        await using var folder = new WatchedFolder();
        folder.Write("a.fits", "SIMPLE  = nonsense, and nothing that helps"u8);
        folder.Write("b.fits", new byte[10_000].AsSpan());
        folder.Write("c.fits", "These are notes."u8);
        await folder.PassAsync(12 * Second);
        Assert.Contains("c.fits", folder.Arrived);
        Assert.DoesNotContain("b.fits", folder.Arrived);
    }

    [Theory]
    [InlineData(".a.fits.Xy12Zq")]
    [InlineData("a.fits.part")]
    [InlineData("a.fits.tmp")]
    [InlineData("a.fits~")]
    [InlineData(".a.fits")]
    public async Task A_temporary_name_is_passed_over_until_the_file_is_renamed(string temporary)
    {
        await using var folder = new WatchedFolder();
        folder.Write(temporary, WatchedFolder.Frame(1));
        await folder.PassAsync(15 * Second);
        Assert.Empty(folder.Arrived);
        File.Move(folder.At(temporary), folder.At("a.fits"));
        await folder.PassAsync(3 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_compressed_stream_that_is_cut_off_waits_for_its_end()
    {
        await using var folder = new WatchedFolder();
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(WatchedFolder.Frame(1));
        var bytes = memory.ToArray();
        folder.Write("a.fits.gz", bytes.AsSpan(0, bytes.Length - 300));
        await folder.PassAsync(8 * Second);
        Assert.Empty(folder.Arrived);
        folder.Write("a.fits.gz", bytes);
        await folder.PassAsync(2 * Second);
        Assert.Equal(["a.fits.gz"], folder.Arrived);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task A_compressed_stream_that_lacks_only_its_last_bytes_waits_for_them(int lacking)
    {
        await using var folder = new WatchedFolder();
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(WatchedFolder.Frame(1));
        var bytes = memory.ToArray();
        folder.Write("a.fits.gz", bytes.AsSpan(0, bytes.Length - lacking));
        await folder.PassAsync(8 * Second);
        Assert.Empty(folder.Arrived);
        folder.Write("a.fits.gz", bytes);
        await folder.PassAsync(2 * Second);
        Assert.Equal(["a.fits.gz"], folder.Arrived);
    }

    [Fact]
    public async Task A_folder_that_vanishes_and_comes_back_loses_and_doubles_nothing()
    {
        await using var folder = new WatchedFolder();
        folder.Write("a.fits", WatchedFolder.Frame(1));
        await folder.PassAsync(3 * Second);
        folder.Write("b.fits", WatchedFolder.Frame(2));
        var away = folder.Root + "-away";
        Directory.Move(folder.Root, away);
        await folder.PassAsync(300 * Second);
        Assert.Contains("cannot be listed", folder.Last!.Trouble, StringComparison.Ordinal);
        Directory.Move(away, folder.Root);
        await folder.PassAsync(3 * Second);
        Assert.Equal(["a.fits", "b.fits"], folder.Arrived);
        Assert.Null(folder.Last!.Trouble);
    }

    [Fact]
    public async Task A_mount_point_without_its_disk_is_empty_and_means_nothing()
    {
        await using var folder = new WatchedFolder();
        folder.Write("a.fits", WatchedFolder.Frame(1));
        folder.Write("b.fits", WatchedFolder.Frame(2).AsSpan(0, 3000));
        await folder.PassAsync(3 * Second);
        var away = folder.Root + "-away";
        Directory.Move(folder.Root, away);
        Directory.CreateDirectory(folder.Root);
        await folder.PassAsync(60 * Second);
        Directory.Delete(folder.Root);
        Directory.Move(away, folder.Root);
        folder.Write("b.fits", WatchedFolder.Frame(2));
        await folder.PassAsync(3 * Second);
        Assert.Equal(["a.fits", "b.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_file_that_stays_incomplete_is_reported_once_and_still_arrives_when_it_is_whole()
    {
        await using var folder = new WatchedFolder(options: options => options with { Patience = TimeSpan.FromMinutes(2) });
        var bytes = WatchedFolder.Frame(1);
        folder.Write("a.fits", bytes.AsSpan(0, 5000));
        await folder.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Contains("still being written?", Assert.Single(folder.Reasons), StringComparison.Ordinal);
        folder.Write("a.fits", bytes);
        await folder.PassAsync(3 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_file_that_is_rewritten_after_it_was_taken_is_taken_again()
    {
        await using var folder = new WatchedFolder();
        folder.Write("a.fits", WatchedFolder.Frame(1));
        await folder.PassAsync(3 * Second);
        folder.Write("a.fits", WatchedFolder.Frame(2));
        await folder.PassAsync(3 * Second);
        Assert.Equal(["a.fits", "a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task What_the_ledger_knows_does_not_arrive_again()
    {
        await using var folder = new WatchedFolder((file, _, _) => file == "sub/a.fits", options => options with { Recursive = true });
        folder.Write("sub/a.fits", WatchedFolder.Frame(1));
        folder.Write("sub/b.fits", WatchedFolder.Frame(2));
        await folder.PassAsync(3 * Second);
        Assert.Equal(["sub/b.fits"], folder.Arrived);
        Assert.True(folder.HasCaughtUp);
    }

    [Fact]
    public async Task It_ends_when_nothing_has_arrived_for_as_long_as_was_asked()
    {
        await using var folder = new WatchedFolder(options: options => options with { UntilIdle = TimeSpan.FromSeconds(30) });
        folder.Write("a.fits", WatchedFolder.Frame(1));
        folder.Write("b.fits", WatchedFolder.Frame(1).AsSpan(0, 4000));
        await folder.PassAsync(TimeSpan.FromSeconds(25));
        Assert.False(folder.HasEnded);
        await folder.PassAsync(TimeSpan.FromSeconds(10));
        Assert.True(folder.HasEnded);
        Assert.Equal("b.fits", Assert.Single(folder.Source.Unfinished).File.File);
    }

    [Fact]
    public async Task A_hint_makes_the_next_look_come_earlier()
    {
        await using var folder = new WatchedFolder(options: options => options with { Poll = TimeSpan.FromHours(1) });
        folder.Write("a.fits", WatchedFolder.Frame(1));
        await folder.PassAsync(3 * Second);
        Assert.Equal(["a.fits"], folder.Arrived);
    }

    [Fact]
    public async Task A_file_that_is_renamed_when_it_is_done_need_not_wait_when_the_system_tells_of_it()
    {
        await using var folder = new WatchedFolder(options: options => options with { Hints = true, Settle = TimeSpan.FromHours(1) });
        folder.Write("first.fits", WatchedFolder.Frame(1));
        await folder.PassAsync(1 * Second);
        folder.Write("second.fits.part", WatchedFolder.Frame(2));
        File.Move(folder.At("second.fits.part"), folder.At("second.fits"));
        folder.Write("third.fits.part", WatchedFolder.Frame(3).AsSpan(0, 5000));
        File.Move(folder.At("third.fits.part"), folder.At("third.fits"));
        for (var tries = 0; tries < 500 && folder.Arrived.Count == 0; tries++)
        {
            // The system tells of it when it likes.
            await Task.Delay(20);
            await folder.PassAsync(1 * Second);
        }
        Assert.Equal(["second.fits"], folder.Arrived);
    }

    [LinuxFact]
    public async Task A_file_that_its_writer_has_closed_need_not_settle_when_the_system_tells_of_it()
    {
        await using var folder = new WatchedFolder(options: options => options with { Hints = true, Settle = TimeSpan.FromHours(1), Poll = TimeSpan.FromHours(1) });
        await folder.PassAsync(1 * Second);
        var bytes = WatchedFolder.Frame(1);
        File.WriteAllBytes(folder.At("whole.fits"), bytes);
        File.WriteAllBytes(folder.At("cut.fits"), bytes.AsSpan(0, 5000));
        var filled = bytes.ToArray();
        filled.AsSpan(4096, 1024).Clear();
        File.WriteAllBytes(folder.At("filled.fits"), filled);
        await ToldAsync(folder);
        await folder.PassAsync(2 * TimeSpan.FromMinutes(1));
        Assert.Empty(folder.Arrived);
        await folder.PassAsync(2 * TimeSpan.FromMinutes(1));
        Assert.Equal(["whole.fits"], folder.Arrived);

        // Who closes a file before it is whole closes it more than once.
        File.WriteAllBytes(folder.At("cut.fits"), bytes);
        await ToldAsync(folder);
        await folder.PassAsync(TimeSpan.FromMinutes(58));
        Assert.Equal(["whole.fits", "filled.fits"], folder.Arrived);
        await folder.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(["whole.fits", "filled.fits", "cut.fits"], folder.Arrived);
    }

    [LinuxFact]
    public async Task A_file_in_a_folder_of_its_own_is_told_of_when_it_is_closed_again()
    {
        await using var folder = new WatchedFolder(options: options => options with { Hints = true, Recursive = true, Settle = TimeSpan.FromHours(1), Poll = TimeSpan.FromSeconds(10) });
        Directory.CreateDirectory(folder.At("night"));
        File.WriteAllBytes(folder.At("night/a.fits"), WatchedFolder.Frame(1).AsSpan(0, 5000));
        await folder.PassAsync(20 * Second);
        File.WriteAllBytes(folder.At("night/a.fits"), WatchedFolder.Frame(1));
        await ToldAsync(folder);
        await folder.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["night/a.fits"], folder.Arrived);
        await folder.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Single(folder.Arrived);
    }

    /// <summary>The system tells of what happens in a folder when it likes.</summary>
    static async Task ToldAsync(WatchedFolder folder)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            await Task.Delay(20);
            await folder.PassAsync(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task Two_hundred_slow_writers_are_each_believed_once_and_not_before_they_are_done()
    {
        using var writers = new SlowWriters();
        for (var (seed, count) = (0, 0); count < 200; seed++)
        {
            var outcome = await writers.PlayAsync(seed);
            Assert.True(outcome.Failure is null, $"seed {seed}: {outcome.Failure}");
            count += outcome.Faults;
        }
    }
}
