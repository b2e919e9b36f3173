namespace Nocturne.Streams;

/// <summary>A wrapper the library puts round elements; discarding it discards what is inside.</summary>
interface IElementHolder
{
    void DiscardElements();
}
