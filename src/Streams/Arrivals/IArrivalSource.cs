namespace Nocturne.Streams.Arrivals;

/// <summary>Where whole files come from: a watched folder, or an archived night that is replayed.</summary>
public interface IArrivalSource
{
    /// <summary>Whether the ledger is to remember the files as taken, so that they are not taken again; otherwise each telling of a file is an arrival of its own.</summary>
    bool FilesAreRemembered { get; }

    /// <summary>Whether it does not matter when the next batch is asked for: then the bands need not be given more than they can do.</summary>
    bool CanWait => false;

    /// <summary>Files that were seen and are not whole, with the reasons; to be asked when the sequence has ended.</summary>
    IReadOnlyList<(ArrivedFile File, string Reason)> Unfinished { get; }

    /// <summary>The files as they arrive. Whoever reads slowly is not overrun: nothing is looked for until the next batch is asked for.</summary>
    /// <param name="token">Ends the sequence.</param>
    IAsyncEnumerable<ArrivalBatch> ReadAsync(CancellationToken token);
}
