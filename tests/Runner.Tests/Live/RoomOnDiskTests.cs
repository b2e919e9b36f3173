using Microsoft.Extensions.Logging.Abstractions;
using Nocturne.Actors.Night;
using Nocturne.Runner.Reduction;
using Nocturne.Streams.Store;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Live;

/// <summary>What is written at the end of a night waits for room, unless somebody is there to make some.</summary>
public sealed class RoomOnDiskTests
{
    static readonly NightResult Good = new([], Interrupted: false, StoreFailure: null);

    readonly ManualTime clock = new();
    int tries;

    [Fact]
    public async Task What_finds_no_room_is_tried_again_until_there_is_some()
    {
        var writing = InsistAsync(() => ++tries <= 5 ? throw Failure(StoreFault.DiskFull) : Good, default);
        while (!writing.IsCompleted)
        {
            await Task.WhenAny(writing, clock.TimersAsync());
            clock.Advance(TimeSpan.FromSeconds(10));
        }
        Assert.Same(Good, await writing);
        Assert.Equal(6, tries);
    }

    [Fact]
    public async Task A_reduction_that_tells_of_a_full_disk_is_begun_again()
    {
        var writing = InsistAsync(() => ++tries == 1 ? Good with { StoreFailure = Failure(StoreFault.DiskFull) } : Good, default);
        await clock.TimersAsync();
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(Good, await writing);
    }

    [Fact]
    public async Task Other_faults_of_the_disk_are_told_at_once()
    {
        await Assert.ThrowsAsync<StoreException>(() => InsistAsync(() => throw Failure(StoreFault.NoAccess), default));
    }

    [Fact]
    public async Task Who_is_there_is_told_of_a_full_disk_at_once()
    {
        await Assert.ThrowsAsync<StoreException>(() => InsistAsync(() => throw Failure(StoreFault.DiskFull), new(canceled: true)));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_room()
    {
        using var impatience = new CancellationTokenSource();
        var writing = InsistAsync(() => throw Failure(StoreFault.DiskFull), impatience.Token);
        await clock.TimersAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAsync<StoreException>(() => writing);
    }

    static StoreException Failure(StoreFault fault) => new(fault, "night.fits: disk full.");

    Task<NightResult?> InsistAsync(Func<NightResult> work, CancellationToken impatience) =>
        RoomOnDisk.InsistAsync(async () =>
        {
            await Task.Yield();
            return work();
        }, NullLogger.Instance, clock, impatience);
}
