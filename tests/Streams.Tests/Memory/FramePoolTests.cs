using FsCheck;
using FsCheck.Fluent;
using Nocturne.TestKit;

namespace Nocturne.Streams.Tests.Memory;

public sealed class FramePoolTests
{
    const long Frame = 10 * 10 * sizeof(float);

    [Fact]
    public async Task A_lease_is_an_image_until_it_is_returned()
    {
        var pool = new FramePool(Frame);
        var lease = await pool.LeaseAsync(10, 10);
        Assert.Equal((10, 10), (lease.Image.Width, lease.Image.Height));
        Assert.Equal(Frame, pool.LeasedBytes);
        lease.Dispose();
        lease.Dispose();
        Assert.Equal(0, pool.LeasedBytes);
        Assert.Throws<ObjectDisposedException>(() => lease.Image);
    }

    [Fact]
    public async Task A_second_dispose_does_not_take_the_buffer_from_its_next_holder()
    {
        var pool = new FramePool(Frame);
        var first = await pool.LeaseAsync(10, 10);
        first.Dispose();
        var second = await pool.LeaseAsync(10, 10);
        first.Dispose();
        Assert.Equal(Frame, pool.LeasedBytes);
        second.Image[0, 0] = 1;
    }

    [Fact]
    public async Task Buffers_are_used_again_for_the_same_size()
    {
        var pool = new FramePool(2 * Frame);
        var lease = await pool.LeaseAsync(10, 10);
        lease.Image[3, 4] = 42;
        lease.Dispose();
        Assert.Equal(42, (await pool.LeaseAsync(20, 5)).Image.Pixels[43]);
    }

    [Fact]
    public async Task Buffers_of_another_size_make_room()
    {
        var pool = new FramePool(2 * Frame);
        (await pool.LeaseAsync(10, 10)).Dispose();
        (await pool.LeaseAsync(10, 11)).Dispose();
        Assert.InRange(pool.HeldBytes, Frame, 2 * Frame);
        using var wide = await pool.LeaseAsync(20, 10);
        Assert.Equal(2 * Frame, pool.HeldBytes);
    }

    [Fact]
    public async Task A_spent_budget_makes_wait_and_serves_in_order()
    {
        var pool = new FramePool(2 * Frame);
        var held = new[] { await pool.LeaseAsync(10, 10), await pool.LeaseAsync(10, 10) };
        var large = pool.LeaseAsync(10, 20).AsTask();
        var small = pool.LeaseAsync(10, 10).AsTask();
        Assert.Equal((2, 2L), (pool.Waiting, pool.Waits));

        // One frame's room is enough for the second in line, but the first comes first.
        held[0].Dispose();
        Assert.False(large.IsCompleted || small.IsCompleted);
        held[1].Dispose();
        (await large.Within()).Dispose();
        (await small.Within()).Dispose();
        Assert.Equal(2 * Frame, pool.PeakLeasedBytes);
    }

    [Fact]
    public async Task Who_gives_up_waiting_lets_the_next_in_line()
    {
        var pool = new FramePool(2 * Frame);
        var held = await pool.LeaseAsync(10, 10);
        using var cancel = new CancellationTokenSource();
        var large = pool.LeaseAsync(10, 20, cancel.Token).AsTask();
        var small = pool.LeaseAsync(10, 10).AsTask();
        Assert.False(small.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large.Within());
        (await small.Within()).Dispose();
        held.Dispose();
        Assert.Equal(0, pool.LeasedBytes);
    }

    [Fact]
    public async Task A_frame_larger_than_the_budget_is_refused_with_a_sentence()
    {
        var pool = new FramePool(Frame);
        var refusal = await Assert.ThrowsAsync<FrameTooLargeException>(async () => await pool.LeaseAsync(10, 11));
        Assert.Equal("A frame of 10 x 11 pixels needs 440 bytes but the memory budget for frames is 400 bytes: raise the budget to a few frames.", refusal.Message);
    }

    [Fact]
    public async Task Trim_lets_go_of_what_is_kept()
    {
        var pool = new FramePool(Frame);
        (await pool.LeaseAsync(10, 10)).Dispose();
        Assert.Equal(Frame, pool.HeldBytes);
        pool.Trim();
        Assert.Equal(0, pool.HeldBytes);
    }

    [Fact]
    public void The_budget_holds_and_everybody_is_served_whatever_the_order()
    {
        var steps = Gen.Choose(1, 10).Zip(Gen.Choose(0, 3)).ListOf().ToArbitrary();
        Prop.ForAll(steps, async list =>
        {
            var pool = new FramePool(1000);
            var waiting = new Queue<Task<FrameLease>>();
            var held = new Queue<FrameLease>();
            foreach (var (height, releases) in list)
            {
                waiting.Enqueue(pool.LeaseAsync(10, height).AsTask());
                await SettleAsync();
                for (var i = 0; i < releases && held.Count > 0; i++) held.Dequeue().Dispose();
                await SettleAsync();
                Assert.InRange(pool.HeldBytes, pool.LeasedBytes, 1000);
            }
            while (waiting.Count + held.Count > 0)
            {
                await SettleAsync();
                held.Dequeue().Dispose();
            }
            Assert.Equal(0, pool.LeasedBytes);

            // First come, first served: who is at the head of the line is served exactly as long as the pool says that nobody waits before it.
            async Task SettleAsync()
            {
                while (waiting.Count > pool.Waiting) held.Enqueue(await waiting.Dequeue().Within());
                Assert.Equal(pool.Waiting, waiting.Count);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }
}
