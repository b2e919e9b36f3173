using Microsoft.Extensions.Logging;
using Nocturne.Actors.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>What a night writes at its end, when nobody may be there to free some space: while the disk is full it is tried again, until there is room or the user is there.</summary>
static class RoomOnDisk
{
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200), LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Does something until the disk has room for all of it.</summary>
    /// <param name="work">What can be done again from its beginning.</param>
    /// <param name="log">Gets a warning when it begins to wait.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="impatience">Cancelled when the user is there: what fails then has failed.</param>
    /// <exception cref="StoreException">The disk refuses for another reason, or the user does not want to wait.</exception>
    public static async Task<NightResult?> InsistAsync(Func<Task<NightResult?>> work, ILogger log, TimeProvider clock, CancellationToken impatience)
    {
        for (var wait = FirstWait; ; wait = wait < LongestWait ? 2 * wait : LongestWait)
        {
            StoreException full;
            try
            {
                var result = await work().ConfigureAwait(false);
                if (result?.StoreFailure is not StoreException { Fault: StoreFault.DiskFull } failure || impatience.IsCancellationRequested) return result;
                full = failure;
            }
            catch (StoreException failure) when (failure.Fault == StoreFault.DiskFull && !impatience.IsCancellationRequested)
            {
                full = failure;
            }
            if (wait == FirstWait) log.NoRoom(full.Message);
            await Task.Delay(wait, clock, impatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
