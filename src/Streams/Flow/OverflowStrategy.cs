namespace Nocturne.Streams;

/// <summary>What a full buffer does with one element more. Dropped elements are disposed and counted.</summary>
public enum OverflowStrategy
{
    /// <summary>Upstream waits.</summary>
    Backpressure,

    /// <summary>The oldest element in the buffer goes.</summary>
    DropHead,

    /// <summary>The youngest element in the buffer goes.</summary>
    DropTail,

    /// <summary>All elements in the buffer go.</summary>
    DropBuffer,

    /// <summary>The new element goes.</summary>
    DropNew,

    /// <summary>The stream fails.</summary>
    Fail,
}
