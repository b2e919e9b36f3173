namespace Nocturne.Streams.Arrivals;

/// <summary>What the contents of a file say about whether it is whole.</summary>
enum Wholeness
{
    /// <summary>All is there.</summary>
    Whole,

    /// <summary>It ends before its headers say.</summary>
    Incomplete,

    /// <summary>It is long enough, but ends in zeros or is damaged: meant so, or still being written.</summary>
    Doubtful,
}
