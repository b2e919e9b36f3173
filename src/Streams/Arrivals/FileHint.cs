namespace Nocturne.Streams.Arrivals;

/// <summary>What the system tells about a file in a watched folder; what says more is greater.</summary>
enum FileHint
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is there, or has changed.</summary>
    Seen,

    /// <summary>Somebody who wrote it has closed it: it may be done, or be opened again for more.</summary>
    Closed,

    /// <summary>It got its name by being renamed within the folder: its writer has done with it.</summary>
    Renamed,
}
