using Nocturne.Actors.Night;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Tests.Night;

/// <summary>Who makes its catalogue when, and who may begin to measure.</summary>
public sealed class CatalogueTurnsTests
{
    static readonly BandKey G = new("1", "g"), R = new("2", "r"), I = new("3", "i");

    [Fact]
    public void Bands_make_their_catalogues_in_the_order_of_their_names()
    {
        var turns = new CatalogueTurns([R, G, I]);

        Assert.True(turns.BeforeAsync(G, default).IsCompleted);
        Assert.False(turns.BeforeAsync(R, default).IsCompleted);
        turns.Over(G);
        Assert.False(turns.BeforeAsync(I, default).IsCompleted);
    }

    [Fact]
    public async Task Nobody_measures_before_the_last_catalogue_is_made_or_given_up()
    {
        var turns = new CatalogueTurns([G, R]);
        turns.Over(R);

        var all = turns.AllAsync(default);
        Assert.False(all.IsCompleted);
        turns.Over(G);
        await all.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Who_waits_for_the_others_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        var all = new CatalogueTurns([G, R]).AllAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => all);
    }

    [Fact]
    public void Bands_of_a_running_night_wait_for_nobody() => Assert.True(new CatalogueTurns([]).AllAsync(default).IsCompletedSuccessfully);
}
