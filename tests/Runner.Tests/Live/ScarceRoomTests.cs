using Nocturne.TestKit.Faults;

namespace Nocturne.Runner.Tests.Live;

/// <summary>A disk that fills up costs nothing but time.</summary>
public sealed class ScarceRoomTests
{
    /// <summary>Where the disk is full as the ledger is made, in the middle of the night, and as products are written; all others are played by 'Conformance faults --only room'.</summary>
    static readonly int[] Pages = [0, 6, 28, 34, 42, 60, 90, 120, 150, 180];

    [SmallDiskFact]
    public async Task A_disk_that_is_full_at_some_page_costs_nothing_once_there_is_room()
    {
        using var room = new ScarceRoom(LiveRun.PlayAsync);
        foreach (var pages in Pages)
        {
            var outcome = await room.PlayAsync(pages);
            Assert.True(outcome.Failure is null, outcome.Failure);
        }
    }
}
