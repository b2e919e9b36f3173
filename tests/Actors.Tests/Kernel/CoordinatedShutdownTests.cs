using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Kernel;

public sealed class CoordinatedShutdownTests : KernelTest
{
    [Fact]
    public async Task Phases_run_in_order_once_and_end_with_the_actors()
    {
        var done = new List<ShutdownPhase>();
        foreach (var phase in Enum.GetValues<ShutdownPhase>().Reverse().Where(phase => phase != ShutdownPhase.StopActors))
        {
            System.Shutdown.AddTask(phase, phase.ToString(), async _ =>
            {
                await Task.Yield();
                Assert.False(System.WhenTerminated.IsCompleted);
                lock (done) done.Add(phase);
            });
        }
        var first = System.Shutdown.RunAsync("Ctrl-C");
        Assert.Same(first, System.Shutdown.RunAsync("again"));
        Assert.Empty(await first.Within());
        Assert.Equal([ShutdownPhase.StopIntake, ShutdownPhase.DrainStreams, ShutdownPhase.FlushStores, ShutdownPhase.CloseBroker], done);
        Assert.True(System.WhenTerminated.IsCompleted);
        Assert.Equal("Ctrl-C", System.Shutdown.Reason);
        Assert.Throws<InvalidOperationException>(() => System.Shutdown.AddTask(ShutdownPhase.StopIntake, "late", _ => Task.CompletedTask));
        Assert.Throws<InvalidOperationException>(() => System.Shutdown.SetTimeout(ShutdownPhase.StopIntake, TimeSpan.Zero));
    }

    [Fact]
    public async Task Tasks_of_a_phase_run_side_by_side()
    {
        using var both = new Barrier(2);
        for (var i = 0; i < 2; i++)
        {
            System.Shutdown.AddTask(ShutdownPhase.DrainStreams, $"drain {i}", token =>
            {
                Assert.True(both.SignalAndWait(Guard.Limit, token));
                return Task.CompletedTask;
            });
        }
        Assert.Empty(await System.Shutdown.RunAsync("test").Within());
    }

    [Fact]
    public async Task A_task_that_fails_or_hangs_is_reported_and_the_next_phase_begins()
    {
        var (flushed, told) = (false, false);
        var hanging = new TaskCompletionSource();
        System.Shutdown.AddTask(ShutdownPhase.StopIntake, "fails", _ => throw new FormatException("bad"));
        System.Shutdown.SetTimeout(ShutdownPhase.DrainStreams, TimeSpan.FromSeconds(5));
        System.Shutdown.AddTask(ShutdownPhase.DrainStreams, "hangs", token =>
        {
            token.Register(() => told = true);
            hanging.SetResult();
            return new TaskCompletionSource().Task;
        });
        System.Shutdown.AddTask(ShutdownPhase.FlushStores, "flush", _ =>
        {
            flushed = true;
            return Task.CompletedTask;
        });
        var running = System.Shutdown.RunAsync("test");
        await hanging.Task.Within();
        Time.Advance(TimeSpan.FromSeconds(5));
        var faults = await running.Within();
        Assert.Equal(["fails", "hangs"], faults.Select(fault => fault.Task));
        Assert.IsType<FormatException>(faults[0].Cause);
        Assert.Contains("within the time of the phase DrainStreams", Assert.IsType<TimeoutException>(faults[1].Cause).Message, StringComparison.Ordinal);
        Assert.True(flushed && told);
    }
}
