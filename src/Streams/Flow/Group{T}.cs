namespace Nocturne.Streams;

/// <summary>A group that is being gathered.</summary>
sealed class Group<T> : IElementHolder
{
    List<T> elements = [];

    public int Count => elements.Count;

    public void Add(T element) => elements.Add(element);

    /// <summary>Gives the group away and begins the next.</summary>
    public IReadOnlyList<T> Take()
    {
        var taken = elements;
        elements = [];
        return taken;
    }

    public void DiscardElements()
    {
        foreach (var element in Take()) Discard.Element(element);
    }
}
