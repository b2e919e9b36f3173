using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace Nocturne.Streams;

/// <summary>Sinks that run beside the stream that feeds them, each behind a buffer of its own. A sink that fails cancels the feeding stream and
/// its siblings.</summary>
sealed class FanOut<T, TResult>(StreamScope scope, CancellationToken token) : IAsyncDisposable
{
    const int BufferSize = 16;

    readonly CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
    readonly List<Branch> branches = [];
    Exception? fault;

    /// <summary>Cancelled when a sink has failed.</summary>
    public CancellationToken Token => cancel.Token;

    public bool HasFailed => Volatile.Read(ref fault) is not null;

    /// <summary>Refuses elements that own something: handed to two places they would have two owners.</summary>
    public static void RefuseOwners(T element, string operation)
    {
        if (element is not (IDisposable or IElementHolder)) return;
        Discard.Element(element);
        throw new InvalidOperationException(
            $"{operation} would give '{typeof(T).Name}' two owners, but it must be disposed once: select what the side stream needs with WireTap or Select.");
    }

    public Branch Open(Sink<T, TResult> sink)
    {
        var branch = new Branch();
        branches.Add(branch);
        branch.Completion = scope.Spawn(async () =>
        {
            try
            {
                branch.Result = await sink.Build(scope, branch.Channel.Reader.ReadAllAsync(Token), Token);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref fault, e, null);
                await cancel.CancelAsync();
            }
            branch.Channel.Writer.TryComplete();
            while (branch.Channel.Reader.TryRead(out var left)) Discard.Element(left);
        });
        return branch;
    }

    /// <summary>Hands an element to a sink; waits when its buffer is full. A sink that has finished early takes nothing more: the element is
    /// disposed.</summary>
    public async ValueTask SendAsync(Branch branch, T element)
    {
        try
        {
            await branch.Channel.Writer.WriteAsync(element, Token);
        }
        catch (ChannelClosedException)
        {
            Discard.Element(element);
        }
        catch
        {
            Discard.Element(element);
            throw;
        }
    }

    /// <summary>Tells all sinks that nothing more comes and waits for their results.</summary>
    public async Task<IReadOnlyList<TResult>> CompleteAsync()
    {
        foreach (var branch in branches) branch.Channel.Writer.TryComplete();
        await Task.WhenAll(branches.Select(branch => branch.Completion));
        if (fault is not null) ExceptionDispatchInfo.Throw(fault);
        return [.. branches.Select(branch => branch.Result)];
    }

    public async ValueTask DisposeAsync()
    {
        await cancel.CancelAsync();
        foreach (var branch in branches) branch.Channel.Writer.TryComplete();
        await Task.WhenAll(branches.Select(branch => branch.Completion));
        cancel.Dispose();
    }

    internal sealed class Branch
    {
        public Channel<T> Channel { get; } = System.Threading.Channels.Channel.CreateBounded<T>(BufferSize);

        public Task Completion { get; set; } = Task.CompletedTask;

        public TResult Result { get; set; } = default!;
    }
}
