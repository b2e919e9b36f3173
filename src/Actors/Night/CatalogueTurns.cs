using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>Lets bands make their catalogues in the order of the bands, so that the numbering of stars does not depend on which band is faster.</summary>
/// <param name="bands">The bands that take turns; others need not wait.</param>
sealed class CatalogueTurns(IEnumerable<BandKey> bands)
{
    readonly (BandKey Band, TaskCompletionSource Over)[] turns =
        [.. bands.Order().Select(band => (band, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)))];

    /// <summary>Waits until the bands before this one have their catalogues, or will never have one.</summary>
    public Task BeforeAsync(BandKey band, CancellationToken token) =>
        Array.Exists(turns, turn => turn.Band == band) ? Task.WhenAll(turns.TakeWhile(turn => turn.Band != band).Select(turn => turn.Over.Task)).WaitAsync(token) : Task.CompletedTask;

    /// <summary>Waits until all bands that take turns have their catalogues, or will never have one: making them takes memory of its own, which is not to stand beside the frames that are measured.</summary>
    public Task AllAsync(CancellationToken token) => Task.WhenAll(turns.Select(turn => turn.Over.Task)).WaitAsync(token);

    /// <summary>The band has its catalogue, or will never have one.</summary>
    public void Over(BandKey band)
    {
        foreach (var turn in turns)
        {
            if (turn.Band == band) turn.Over.TrySetResult();
        }
    }
}
