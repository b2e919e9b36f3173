namespace Nocturne.Streams;

/// <summary>An element of a merge by time.</summary>
/// <param name="Input">The source it came from, by its place in the list.</param>
/// <param name="Element">The element.</param>
/// <param name="Late">It came after younger ones had left: its source had been idle, or is not in order.</param>
public sealed record TimedElement<T>(int Input, T Element, bool Late) : IElementHolder
{
    void IElementHolder.DiscardElements() => Discard.Element(Element);
}
