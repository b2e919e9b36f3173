namespace Nocturne.Streams;

/// <summary>The end of a queue where elements are put in; the other end is a source.</summary>
public interface ISourceQueue<in T>
{
    /// <summary>Offers an element and waits for room.</summary>
    /// <param name="element">Belongs to the stream from now on, if the answer is yes.</param>
    /// <param name="token">Gives up waiting for room.</param>
    /// <returns>False: the queue or its stream has ended, the element still belongs to the caller.</returns>
    ValueTask<bool> OfferAsync(T element, CancellationToken token = default);

    /// <summary>Nothing more will be offered: what is in the queue flows out, then the stream completes.</summary>
    void Complete();

    /// <summary>Fails the stream, behind what is in the queue.</summary>
    void Fail(Exception cause);
}
