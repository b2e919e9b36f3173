namespace Nocturne.Streams;

/// <summary>Turns a function of a token into an enumerable, and lends an enumerable a token that its reader may forget.</summary>
/// <param name="items">Makes the enumerable that is read.</param>
/// <param name="fallback">Used when the reader brings no token.</param>
sealed class TokenEnumerable<T>(Func<CancellationToken, IAsyncEnumerable<T>> items, CancellationToken fallback = default) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var token = cancellationToken.CanBeCanceled ? cancellationToken : fallback;
        return items(token).GetAsyncEnumerator(token);
    }
}
