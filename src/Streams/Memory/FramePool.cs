namespace Nocturne.Streams;

/// <summary>Frame buffers within a budget of bytes: back-pressure by memory. Who wants a buffer when the budget is spent waits for its turn,
/// first come, first served.</summary>
/// <remarks>
/// Buffers are kept for frames of the same size; when sizes change the kept ones make room, so that what is held, leased or kept, never exceeds
/// the budget.
/// A stream must take one lease per frame, at its source: a stage that waits for a second lease while it holds the first may wait for ever.
/// </remarks>
public sealed class FramePool
{
    /// <summary>Bytes of pixels after which the memory that their frames left behind is swept.</summary>
    const long SweepEvery = 256L << 20;

    readonly Lock gate = new();
    readonly LinkedList<Waiter> waiters = [];
    readonly LinkedList<float[]> kept = [];
    long leasedBytes;
    long keptBytes;
    long bytesSinceSweep;
    long peakBytes;
    long waits;
    long budgetBytes;

    /// <param name="budgetBytes">Bytes that all buffers together may take.</param>
    public FramePool(long budgetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budgetBytes, sizeof(float));
        this.budgetBytes = budgetBytes;
    }

    /// <summary>Bytes that all buffers together may take.</summary>
    public long BudgetBytes => Read(ref budgetBytes);

    /// <summary>Bytes in the hands of lease holders.</summary>
    public long LeasedBytes => Read(ref leasedBytes);

    /// <summary>Bytes leased or kept for reuse; never more than the budget.</summary>
    public long HeldBytes
    {
        get
        {
            lock (gate) return leasedBytes + keptBytes;
        }
    }

    /// <summary>The most bytes that were ever leased at the same time.</summary>
    public long PeakLeasedBytes => Read(ref peakBytes);

    /// <summary>How many leases had to wait for room.</summary>
    public long Waits => Read(ref waits);

    /// <summary>How many wait for room now.</summary>
    public int Waiting
    {
        get
        {
            lock (gate) return waiters.Count;
        }
    }

    /// <summary>Leases a buffer; waits while the budget is spent or others came first.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Number of rows.</param>
    /// <param name="token">Gives up waiting.</param>
    /// <exception cref="FrameTooLargeException">The frame alone is larger than the whole budget.</exception>
    public ValueTask<FrameLease> LeaseAsync(int width, int height, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        var bytes = (long)width * height * sizeof(float);
        if (bytes > BudgetBytes) throw new FrameTooLargeException(width, height, bytes, BudgetBytes);
        if (token.IsCancellationRequested) return ValueTask.FromCanceled<FrameLease>(token);

        Waiter waiter;
        lock (gate)
        {
            if (waiters.Count == 0 && leasedBytes + bytes <= budgetBytes) return new(Take(width, height, bytes));
            waits++;
            waiter = new(width, height, bytes);
            waiters.AddLast(waiter);
        }
        return new(WaitAsync(waiter, token));
    }

    /// <summary>Allows more bytes: a live night learns only by and by how large its frames are. A smaller number changes nothing.</summary>
    public void RaiseBudget(long bytes)
    {
        lock (gate)
        {
            budgetBytes = Math.Max(budgetBytes, bytes);
            ServeWaiters();
        }
    }

    /// <summary>Lets go of the buffers kept for reuse.</summary>
    public void Trim()
    {
        lock (gate)
        {
            kept.Clear();
            keptBytes = 0;
        }
    }

    /// <summary>A leased buffer that will not come back.</summary>
    internal void Forget(float[] pixels)
    {
        lock (gate)
        {
            leasedBytes -= (long)pixels.Length * sizeof(float);
            ServeWaiters();
        }
    }

    internal void Return(float[] pixels)
    {
        lock (gate)
        {
            var bytes = (long)pixels.Length * sizeof(float);
            leasedBytes -= bytes;
            kept.AddLast(pixels);
            keptBytes += bytes;
            ServeWaiters();
        }
    }

    async Task<FrameLease> WaitAsync(Waiter waiter, CancellationToken token)
    {
        await using var registration = token.Register(() =>
        {
            lock (gate)
            {
                if (!waiters.Remove(waiter)) return;
                ServeWaiters();
            }
            waiter.Served.TrySetCanceled(token);
        });
        return await waiter.Served.Task;
    }

    void ServeWaiters()
    {
        while (waiters.First is { } first && leasedBytes + first.Value.Bytes <= budgetBytes)
        {
            waiters.RemoveFirst();
            first.Value.Served.TrySetResult(Take(first.Value.Width, first.Value.Height, first.Value.Bytes));
        }
    }

    FrameLease Take(int width, int height, long bytes)
    {
        leasedBytes += bytes;
        peakBytes = Math.Max(peakBytes, leasedBytes);
        SweepInTime(bytes);
        var length = checked(width * height);
        for (var node = kept.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Length != length) continue;
            kept.Remove(node);
            keptBytes -= bytes;
            return new(this, width, height, node.Value);
        }
        while (leasedBytes + keptBytes > budgetBytes)
        {
            keptBytes -= (long)kept.First!.Value.Length * sizeof(float);
            kept.RemoveFirst();
        }
        return new(this, width, height, GC.AllocateUninitializedArray<float>(length));
    }

    void SweepInTime(long bytes)
    {
        bytesSinceSweep += bytes;
        if (bytesSinceSweep < SweepEvery) return;
        bytesSinceSweep = 0;
        SpentMemory.Sweep();
    }

    long Read(ref long counter)
    {
        lock (gate) return counter;
    }

    sealed class Waiter(int width, int height, long bytes)
    {
        public int Width => width;

        public int Height => height;

        public long Bytes => bytes;

        public TaskCompletionSource<FrameLease> Served { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
