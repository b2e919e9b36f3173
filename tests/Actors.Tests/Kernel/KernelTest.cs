using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Kernel;

/// <summary>A system on a manual clock for each test, ended and checked afterwards.</summary>
public abstract class KernelTest : IAsyncLifetime
{
    protected KernelTest()
    {
        Time = new();
        System = new("test", Time);
        Probe = new(System, "probe");
    }

    internal ManualTime Time { get; }

    internal ActorSystem System { get; }

    internal TestProbe Probe { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await System.TerminateAsync().Within("the actor system to end");
        Assert.Equal(0, Time.ScheduledTimers);
    }
}
