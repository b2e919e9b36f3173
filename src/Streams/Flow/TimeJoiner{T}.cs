using System.Diagnostics.CodeAnalysis;
using Nocturne.Core.Astrometry;

namespace Nocturne.Streams;

/// <summary>Puts the elements of a <see cref="TimeMerger{T}"/> together in groups. No threads, no waiting.</summary>
sealed class TimeJoiner<T>(TimeMerger<T> merger, TimeSpan tolerance) : IElementHolder
{
    readonly TimedElement<T>?[] members = new TimedElement<T>?[merger.Inputs];
    Mjd start;
    bool open;
    bool hasLeft;

    public bool TryTake([MaybeNullWhen(false)] out TimeGroup<T> group)
    {
        group = null;
        if (!open)
        {
            // The members of the last group are still known here: it may have left without waiting for an element that has come since.
            for (var i = 0; i < members.Length; i++)
            {
                if (hasLeft && members[i] is null && merger.TryPeek(i, out var head) && Belongs(head)) return TakeLate(i, out group);
            }
            if (!merger.TryTake(out var first)) return false;
            if (first.Late)
            {
                group = new(merger.TimeOf(first.Element), [first], merger.Inputs, true);
                return true;
            }
            Array.Clear(members);
            members[first.Input] = first;
            start = merger.TimeOf(first.Element);
            open = true;
        }

        var closed = true;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i] is not null || merger.IsSilent(i)) continue;
            if (!merger.TryPeek(i, out var head)) closed = false;
            else if (merger.TimeOf(head) < start) return TakeLate(i, out group);
            else if (Belongs(head)) members[i] = new(i, merger.TakeFrom(i), false);
        }
        if (!closed) return false;
        open = false;
        hasLeft = true;
        group = new(start, [.. members.OfType<TimedElement<T>>()], merger.Inputs, false);
        return true;
    }

    public void DiscardElements()
    {
        if (!open) return;
        foreach (var member in members) Discard.Element(member);
    }

    bool Belongs(T element) => merger.TimeOf(element).SecondsSince(start) <= tolerance.TotalSeconds;

    bool TakeLate(int input, out TimeGroup<T> group)
    {
        var element = new TimedElement<T>(input, merger.TakeFrom(input), true);
        group = new(merger.TimeOf(element.Element), [element], merger.Inputs, true);
        return true;
    }
}
