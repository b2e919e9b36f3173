using System.Threading.Channels;
using Nocturne.Streams;

namespace Nocturne.TestKit;

/// <summary>A sink in the hands of a test: it asks for elements only when told, and shows what came.</summary>
public sealed class SinkProbe<T>
{
    readonly Channel<bool> demand = Channel.CreateUnbounded<bool>();
    readonly Channel<Event> events = Channel.CreateUnbounded<Event>();

    public SinkProbe() => Sink = Streams.Sink.From<T, Done>(ConsumeAsync);

    /// <summary>The sink, for one run.</summary>
    public Sink<T, Done> Sink { get; }

    /// <summary>Asks for elements.</summary>
    public void Request(int count)
    {
        for (var i = 0; i < count; i++) demand.Writer.TryWrite(true);
    }

    /// <summary>Stops the sink: it completes without taking more.</summary>
    public void Cancel() => demand.Writer.TryComplete();

    /// <summary>The next element, for which there must be a request.</summary>
    public async Task<T> ExpectNextAsync() => await EventAsync() is { Kind: EventKind.Next } next ? next.Element! : throw Unexpected("an element");

    /// <summary>Asks for one element and waits for it.</summary>
    public Task<T> RequestNextAsync()
    {
        Request(1);
        return ExpectNextAsync();
    }

    /// <summary>Asks for one element more and sees the stream complete instead.</summary>
    public async Task ExpectCompleteAsync()
    {
        Request(1);
        if (await EventAsync() is not { Kind: EventKind.Complete }) throw Unexpected("completion");
    }

    /// <summary>Asks for one element more and sees the stream fail instead.</summary>
    public async Task<Exception> ExpectErrorAsync()
    {
        Request(1);
        return (await EventAsync()).Error ?? throw Unexpected("a failure");
    }

    /// <summary>Nothing has come that was not looked at.</summary>
    public void ExpectNothing()
    {
        if (events.Reader.TryPeek(out var seen)) throw new ExpectationException($"Nothing was expected, but there is {seen}.");
    }

    async Task<Event> EventAsync() => last = await events.Reader.ReadAsync().Within("the stream to move");

    Event last;

    ExpectationException Unexpected(string expected) => new($"Expected {expected} but got {last}.");

    async Task<Done> ConsumeAsync(IAsyncEnumerable<T> upstream, CancellationToken token)
    {
        try
        {
            await using var elements = upstream.GetAsyncEnumerator(token);
            while (await demand.Reader.WaitToReadAsync(token))
            {
                demand.Reader.TryRead(out _);
                if (!await elements.MoveNextAsync())
                {
                    events.Writer.TryWrite(new(EventKind.Complete, default, null));
                    break;
                }
                events.Writer.TryWrite(new(EventKind.Next, elements.Current, null));
            }
            return default;
        }
        catch (Exception e)
        {
            events.Writer.TryWrite(new(EventKind.Error, default, e));
            throw;
        }
    }

    enum EventKind
    {
        Next,
        Complete,
        Error,
    }

    readonly record struct Event(EventKind Kind, T? Element, Exception? Error);
}
