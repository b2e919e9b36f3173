using Nocturne.Core.Astrometry;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>What the report tells of one band, gathered in one reading of its ledger.</summary>
sealed class BandReport
{
    /// <summary>Frames without rows that are listed one by one; the rest is counted.</summary>
    const int ListedFrames = 500;

    static readonly int UnixEpochMjd = Mjd.FromCalendar(new DateOnly(1970, 1, 1), 0).Day;

    readonly List<double> times = [];
    readonly List<double>[] values = [.. Condition.All.Select(_ => new List<double>())];
    readonly List<FrameRecord> notMeasured = [];
    readonly Dictionary<FrameFault, int> faults = [];
    readonly List<double> exposures = [];
    readonly List<(double From, double To, SkyState State)> sky = [];

    public BandReport(NightReader night, BandKey band)
    {
        Band = band;
        Catalogue = night.LoadCatalogue(band);
        (double X, double Y) centre = Catalogue is { } catalogue ? ((catalogue.Width - 1) / 2.0, (catalogue.Height - 1) / 2.0) : (0, 0);
        foreach (var frame in night.Frames(band))
        {
            if (frame.State == FrameState.Measured) AddMeasured(frame, centre);
            else AddOther(frame);
            AddSky(frame);
        }
        SkyChanges = [.. night.SkyTransitions(band).Where(change => change.MidUtc is not null).Select(change => (SecondsOf(change.MidUtc!.Value), change.Change))];
    }

    public BandKey Band { get; }

    public string Colour => BandStyle.ColourOf(Band);

    public SourceCatalogue? Catalogue { get; }

    public int MeasuredCount { get; private set; }

    public int UnalignedCount { get; private set; }

    public int RejectedCount { get; private set; }

    public int FrameCount => MeasuredCount + UnalignedCount + RejectedCount;

    /// <summary>Times of the measured frames, ascending [s since 1970, UTC].</summary>
    public IReadOnlyList<double> Times => times;

    /// <summary>The states of the sky with their first and last frames [s since 1970, UTC].</summary>
    public IReadOnlyList<(double From, double To, SkyState State)> Sky => sky;

    /// <summary>The changes of the sky with their times [s since 1970, UTC].</summary>
    public IReadOnlyList<(double Seconds, SkyTransition Change)> SkyChanges { get; }

    /// <summary>The first frames without rows, by time.</summary>
    public IReadOnlyList<FrameRecord> NotMeasured => notMeasured;

    /// <summary>How many frames have no rows, by reason.</summary>
    public IEnumerable<(FrameFault Fault, int Count)> Faults => faults.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value));

    public double MedianExposure => Median(exposures);

    /// <summary>Values of a condition for the measured frames.</summary>
    public IReadOnlyList<double> ValuesOf(Condition condition)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (Condition.All[i].Name == condition.Name) return values[i];
        }

        throw new ArgumentException($"There is no condition '{condition.Name}'.", nameof(condition));
    }

    /// <summary>Median of a condition over the night; NaN when it is not known for any frame.</summary>
    public double MedianOf(string condition) => Median(ValuesOf(Condition.All.First(c => c.Name == condition)));

    /// <summary>Seconds since 1970, UTC.</summary>
    public static double SecondsOf(Mjd utc) => ((double)(utc.Day - UnixEpochMjd) * 86400) + (utc.Fraction * 86400);

    static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }

    void AddMeasured(FrameRecord frame, (double X, double Y) centre)
    {
        MeasuredCount++;
        if (frame.ExposureSeconds is { } exposure) exposures.Add(exposure);
        if (frame.MidUtc is not { } mid) return;
        times.Add(SecondsOf(mid));
        for (var i = 0; i < values.Length; i++) values[i].Add(Condition.All[i].Value(frame, centre));
    }

    void AddSky(FrameRecord frame)
    {
        if (frame.Sky is not { } state || frame.MidUtc is not { } mid) return;
        var seconds = SecondsOf(mid);
        if (sky.Count > 0 && sky[^1].State == state) sky[^1] = sky[^1] with { To = seconds };
        else
        {
            if (sky.Count > 0) sky[^1] = sky[^1] with { To = seconds };
            sky.Add((seconds, seconds, state));
        }
    }

    void AddOther(FrameRecord frame)
    {
        if (frame.State == FrameState.Unaligned) UnalignedCount++;
        else RejectedCount++;
        faults[frame.Fault] = faults.GetValueOrDefault(frame.Fault) + 1;
        if (notMeasured.Count < ListedFrames) notMeasured.Add(frame);
    }
}
