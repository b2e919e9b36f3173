using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Instruments;

/// <summary>The frames of one camera, filter and kind in a night.</summary>
public sealed record BandSurvey
{
    public required string Camera { get; init; }

    /// <summary>The filter; empty if the headers name none.</summary>
    public required string Filter { get; init; }

    public required FrameKind Kind { get; init; }

    public required int Count { get; init; }

    /// <summary>Start of the first frame, UTC; null if no frame has a time.</summary>
    public Mjd? First { get; init; }

    /// <summary>Start of the last frame, UTC.</summary>
    public Mjd? Last { get; init; }

    /// <summary>Median time from one start to the next [seconds]; null with fewer than two times.</summary>
    public double? CadenceSeconds { get; init; }

    /// <summary>Pauses of more than ten times the median.</summary>
    public IReadOnlyList<SurveyGap> Gaps { get; init; } = [];

    /// <summary>Exposure times that occur, the commonest first.</summary>
    public IReadOnlyList<SurveyCount> Exposures { get; init; } = [];

    /// <summary>Binnings that occur, the commonest first.</summary>
    public IReadOnlyList<SurveyCount> Binnings { get; init; } = [];

    /// <summary>Frame sizes that occur, the commonest first.</summary>
    public IReadOnlyList<SurveyCount> Sizes { get; init; } = [];

    /// <summary>Files that share one start time and exposure, group by group.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Duplicates { get; init; } = [];

    /// <summary>What the time stamps say about clock and frames; null if there are none, and for calibration frames.</summary>
    public CadenceAudit? Audit { get; init; }

    /// <summary>What an observer should know, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}
