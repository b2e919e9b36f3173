namespace Nocturne.TestKit;

/// <summary>A limit on waiting in tests, so that what hangs fails with a sentence.</summary>
public static class Guard
{
    /// <summary>Generous on purpose: it is only ever reached when something hangs.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Waits for a task, but not for ever.</summary>
    public static async Task<T> Within<T>(this Task<T> task, string? what = null)
    {
        await ((Task)task).Within(what);
        return await task;
    }

    /// <inheritdoc cref="Within{T}(Task{T}, string?)"/>
    public static async Task Within(this Task task, string? what = null)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {Limit.TotalSeconds} s for {what ?? "a task"}: it hangs.");
        }
    }

    /// <inheritdoc cref="Within{T}(Task{T}, string?)"/>
    public static Task<T> Within<T>(this ValueTask<T> task, string? what = null) => task.AsTask().Within(what);
}
