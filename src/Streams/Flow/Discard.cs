namespace Nocturne.Streams;

/// <summary>Lets go of elements that will not reach the sink, so that the memory they lease goes back to its pool.</summary>
/// <remarks>
/// The rule of ownership: an element belongs to the stage that holds it. A stage that neither hands an element on nor gives it to the user's
/// function disposes it:
/// overflow, a filter, a failure, an abort. <see cref="IDisposable.Dispose"/> of an element must therefore be idempotent.
/// </remarks>
static class Discard
{
    public static void Element<T>(T element)
    {
        switch (element)
        {
            case null: break;
            case IElementHolder holder: holder.DiscardElements(); break;
            case IDisposable disposable: disposable.Dispose(); break;
            case IEnumerable<IDisposable> group:
                foreach (var member in group) member?.Dispose();
                break;
            case IEnumerable<IElementHolder> group:
                foreach (var member in group) member?.DiscardElements();
                break;
        }
    }
}
