using Nocturne.Core.Catalogs;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Live;

/// <summary>A band as the page shows it. Not for several threads.</summary>
/// <param name="index">Its number on the page.</param>
/// <param name="key">Camera and filter.</param>
/// <param name="photometer">The photometer that is shown.</param>
/// <param name="seconds">Length of the night that is kept [s].</param>
sealed class LiveBand(int index, BandKey key, string photometer, double seconds)
{
    /// <summary>Most sources; the page would not have room for more.</summary>
    public const int MostSources = 30;

    /// <summary>Marks of frames without rows that are kept.</summary>
    const int MostGaps = 1000;

    readonly Dictionary<int, int> slots = [];
    readonly Queue<double> gaps = [];

    public int Index => index;

    public BandKey Key => key;

    public string Photometer => photometer;

    public LiveCurve Curve { get; } = new(seconds);

    /// <summary>Numbers of the sources, in the order of the cells.</summary>
    public List<int> Sources { get; } = [];

    /// <summary>Times of frames without rows [s since 1970, UTC].</summary>
    public IEnumerable<double> Gaps => gaps;

    /// <summary>When the band last changed otherwise than by frames at its end.</summary>
    public long Rebuilt { get; set; }

    /// <summary>The last frame by time.</summary>
    public FrameRecord? Last { get; private set; }

    /// <summary>What was seen when the state of its sky changed last, in a sentence; null when it never did.</summary>
    public string? SkyChange { get; set; }

    /// <summary>When it became durable, by the clock of the program.</summary>
    public long? LastAt { get; set; }

    /// <summary>The catalogue; null before it is known.</summary>
    public SourceCatalogue? Catalogue { get; set; }

    /// <summary>Takes a frame in; null when it adds nothing to look at.</summary>
    public LiveFrame? Add(FrameRecord frame, IEnumerable<SourceMeasurement> measurements, long version)
    {
        double? time = frame.MidUtc is { } mid ? BandReport.SecondsOf(mid) : null;
        if (Last?.MidUtc is not { } last || (frame.MidUtc is { } now && now.CompareTo(last) >= 0)) Last = frame;
        if (frame.State != FrameState.Measured)
        {
            if (time is { } missing) Mark(missing);
            return new(version, index, time, null, LightCurveName(frame), LiveFrame.KindOf(frame), frame.Reason);
        }
        if (time is not { } when) return null;
        var (cells, grown) = Cells(measurements);
        if (!Curve.Add(new(when, cells)) || grown) Rebuilt = version;

        // The curve may go on to add other frames to its own copy.
        return new(version, index, time, [.. cells], LightCurveName(frame), null, null);
    }

    static string LightCurveName(FrameRecord frame) => Streams.Store.LightCurvePoint.NameOf(frame.File, frame.Plane);

    void Mark(double time)
    {
        gaps.Enqueue(time);
        if (gaps.Count > MostGaps) gaps.Dequeue();
    }

    (CurveCell[] Cells, bool Grown) Cells(IEnumerable<SourceMeasurement> measurements)
    {
        var before = Sources.Count;
        var cells = new CurveCell[Math.Max(before, 1)];
        foreach (var row in measurements)
        {
            if (row.Photometer != photometer) continue;
            if (!slots.TryGetValue(row.Source, out var slot))
            {
                if (Sources.Count == MostSources) continue;
                slots[row.Source] = slot = Sources.Count;
                Sources.Add(row.Source);
            }
            if (slot >= cells.Length) Array.Resize(ref cells, Math.Max(slot + 1, Math.Min(MostSources, 2 * cells.Length)));
            cells[slot] = CurveCell.Of(row.Flux, row.FluxError, row.Flags);
        }
        if (cells.Length > Sources.Count) Array.Resize(ref cells, Sources.Count);
        return (cells, Sources.Count > before);
    }
}
