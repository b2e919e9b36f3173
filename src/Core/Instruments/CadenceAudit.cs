using System.Globalization;

namespace Nocturne.Core.Instruments;

/// <summary>What the time stamps of a camera say about its clock and its frames: which are lost, doubled or late, where the clock jumped, whether the
/// stamps are cut short.</summary>
/// <remarks>
/// The frames have two orders: that of their names, in which cameras count, and that of their stamps. A step is the time between neighbours by stamp;
/// the cadence is the median of the steps. A step of 1.5 cadences and more leaves room for frames that are lost, unless the counter in the names goes on
/// without a gap: then the camera paused. A clock that goes back shows as a name that is later than its stamp.
/// </remarks>
public sealed record CadenceAudit
{
    /// <summary>A pause of more cadences is a gap of the observer's and not a number of lost frames.</summary>
    public const double LongestLoss = 10;

    /// <summary>Share of the cadence by which a frame may be early or late.</summary>
    const double Tolerance = 0.2;

    public required int Frames { get; init; }

    /// <summary>Median time from start to start [s]; null with fewer than two frames.</summary>
    public double? CadenceSeconds { get; init; }

    /// <summary>Typical deviation of the steps from the cadence: 1.4826 × median |step - cadence| [s].</summary>
    public double? JitterSeconds { get; init; }

    /// <summary>Where frames are missing.</summary>
    public IReadOnlyList<CadenceEvent> Lost { get; init; } = [];

    /// <summary>Frames that share a stamp.</summary>
    public IReadOnlyList<CadenceEvent> Doubled { get; init; } = [];

    /// <summary>Single frames whose stamps are out of step while those after them are in it.</summary>
    public IReadOnlyList<CadenceEvent> Late { get; init; } = [];

    /// <summary>Where the clock was set back, or forward by whole quarters of an hour without a gap in the names.</summary>
    public IReadOnlyList<CadenceEvent> ClockJumps { get; init; } = [];

    /// <summary>What the stamps are really written to, where they have more digits than they use [s]; null if they are as good as they look.</summary>
    public double? TruncatedToSeconds { get; init; }

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => Lost.Count + Doubled.Count + Late.Count + ClockJumps.Count == 0 && TruncatedToSeconds is null;

    /// <summary>What an observer should know, a sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>Audits the frames of one band, in any order.</summary>
    public static CadenceAudit Of(IEnumerable<CadenceStamp> stamps)
    {
        var named = stamps.Order(ByName.Instance).ToArray();
        var timed = named.OrderBy(stamp => stamp.Start).ToArray();
        var audit = new CadenceAudit { Frames = named.Length };
        if (named.Length < 2) return audit;
        double[] steps = [.. timed.Zip(timed.Skip(1), Step)];
        var positive = steps.Where(step => step > 0).ToArray();
        if (positive.Length == 0) return audit with { Doubled = DoubledIn(timed), Sentences = ["All frames have the same time stamp."] };
        var cadence = Median(positive);
        audit = audit with
        {
            CadenceSeconds = cadence,
            JitterSeconds = 1.4826 * Median([.. positive.Select(step => Math.Abs(step - cadence))]),
            Doubled = DoubledIn(timed),
            ClockJumps = Jumps(named, cadence),
            TruncatedToSeconds = Truncated(timed, steps, cadence),
        };
        var (lost, late) = Breaks(timed, steps, cadence, Counters(named));
        audit = audit with { Lost = lost, Late = late };
        return audit with { Sentences = [.. Words(audit)] };
    }

    static double Step(CadenceStamp before, CadenceStamp after) => after.Start.SecondsSince(before.Start);

    static CadenceEvent[] DoubledIn(CadenceStamp[] timed) =>
    [
        .. timed.GroupBy(stamp => stamp.Start).Where(group => group.Count() > 1).Select(group => new CadenceEvent(group.First().File, group.ElementAt(1).File, 0, group.Count())),
    ];

    /// <summary>Steps backward in the order of the names, and steps forward by a time zone while the counter goes on.</summary>
    static List<CadenceEvent> Jumps(CadenceStamp[] named, double cadence)
    {
        var counters = Counters(named);
        var jumps = new List<CadenceEvent>();
        for (var i = 1; i < named.Length; i++)
        {
            var step = Step(named[i - 1], named[i]);
            var quarters = Math.Round((step - cadence) / 900);
            var zone = quarters != 0 && Math.Abs(step - cadence - (900 * quarters)) < Math.Max(1, cadence) && counters is not null && counters[named[i]] == counters[named[i - 1]] + 1 && step > 2 * cadence;
            if (counters is not null && (step < -cadence / 2 || zone)) jumps.Add(new(named[i - 1].File, named[i].File, step, 1));
        }
        // Names that do not count in the order of time at all say nothing about the clock.
        return jumps.Count > 3 + (named.Length / 20) ? [] : jumps;
    }

    static (List<CadenceEvent> Lost, List<CadenceEvent> Late) Breaks(CadenceStamp[] timed, double[] steps, double cadence, Dictionary<CadenceStamp, long>? counters)
    {
        var (lost, late) = (new List<CadenceEvent>(), new List<CadenceEvent>());
        for (var i = 0; i < steps.Length; i++)
        {
            var coarse = Math.Max(timed[i].ResolutionSeconds, timed[i + 1].ResolutionSeconds);
            var over = steps[i] - cadence;
            if (over <= Math.Max(Tolerance * cadence, 2 * coarse) || steps[i] > LongestLoss * cadence) continue;
            var returns = i + 1 < steps.Length && Math.Abs(steps[i + 1] - (cadence - over)) <= Math.Max(Tolerance * cadence / 2, 2 * coarse) && over < 0.95 * cadence;
            var follows = counters is not null && counters[timed[i + 1]] == counters[timed[i]] + 1;
            if (returns || follows || steps[i] < 1.5 * cadence) late.Add(new(timed[i].File, timed[i + 1].File, over, 1));
            else lost.Add(new(timed[i].File, timed[i + 1].File, steps[i], (int)Math.Round(steps[i] / cadence) - 1));
        }
        return (lost, late);
    }

    /// <summary>The coarsest unit of which all stamps are multiples, if it is coarser than their digits and the steps show it: many of them differ by whole units, as
    /// those of a cadence that is no multiple do.</summary>
    static double? Truncated(CadenceStamp[] timed, double[] steps, double cadence)
    {
        if (timed.Length < 8) return null;
        var written = timed.Max(stamp => stamp.ResolutionSeconds);
        foreach (var unit in new[] { 60, 1, 0.1, 0.01 })
        {
            if (unit <= written * 1.5) return null;
            if (!timed.All(stamp => IsMultiple(stamp.Start.Fraction * 86400, unit))) continue;
            return steps.Count(step => Math.Abs(step - cadence) > unit / 2 && Math.Abs(step - cadence) < 2.5 * unit) > 0.1 * steps.Length ? unit : null;
        }
        return null;

        static bool IsMultiple(double seconds, double unit) => Math.Abs(seconds - (unit * Math.Round(seconds / unit))) < 1e-4 * Math.Max(1, unit);
    }

    /// <summary>The number in each name that counts the frames; null if the names do not count.</summary>
    static Dictionary<CadenceStamp, long>? Counters(CadenceStamp[] named)
    {
        var numbers = named.Select(stamp => ByName.NumberOf(stamp)).ToArray();
        if (numbers.Any(number => number is null)) return null;
        var ones = numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second == pair.First + 1);
        if (ones < 0.5 * (named.Length - 1)) return null;
        var counters = new Dictionary<CadenceStamp, long>();
        for (var i = 0; i < named.Length; i++) counters[named[i]] = numbers[i]!.Value;
        return counters;
    }

    static IEnumerable<string> Words(CadenceAudit audit)
    {
        if (audit.Lost.Count > 0)
        {
            var worst = audit.Lost.MaxBy(loss => loss.Count)!;
            yield return Line($"{Plural(audit.Lost.Sum(loss => loss.Count), "frame")} seem to be lost in {Plural(audit.Lost.Count, "place")}; most, {worst.Count}, after {worst.After}.");
        }
        if (audit.Late.Count > 0)
        {
            var worst = audit.Late.MaxBy(late => late.Seconds)!;
            yield return Line($"{Plural(audit.Late.Count, "frame")} came late, {worst.File} the most: by {worst.Seconds:0.###} s.");
        }
        foreach (var jump in audit.ClockJumps)
        {
            yield return jump.Seconds < 0
                ? Line($"The clock goes back by {-jump.Seconds:0.###} s from {jump.After} to {jump.File}: was it set in between?")
                : Line($"The clock goes forward by {jump.Seconds / 3600:0.##} h from {jump.After} to {jump.File}, which follow each other by name: was it set to another time zone?");
        }
        if (audit.TruncatedToSeconds is { } unit)
            yield return Line($"The time stamps are cut to {unit:0.##} s, though they are written with more digits; the light curve cannot be better timed than that.");
    }

    static string Plural(int count, string noun) => Line($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Median of at least one value; sorts them.</summary>
    internal static double Median(double[] values)
    {
        Array.Sort(values);
        var half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /// <summary>The order of names in which 9 comes before 10.</summary>
    sealed class ByName : IComparer<CadenceStamp>
    {
        public static ByName Instance { get; } = new();

        /// <summary>The last run of digits of the name, or the plane of a cube.</summary>
        public static long? NumberOf(CadenceStamp stamp)
        {
            if (stamp.Plane > 0) return stamp.Plane;
            var name = Path.GetFileName(stamp.File);
            var end = name.Length;
            while (end > 0 && !char.IsAsciiDigit(name[end - 1])) end--;
            var start = end;
            while (start > 0 && char.IsAsciiDigit(name[start - 1])) start--;
            return end > start && long.TryParse(name.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        public int Compare(CadenceStamp x, CadenceStamp y) => CompareNames(x.File, y.File) is var order and not 0 ? order : x.Plane.CompareTo(y.Plane);

        static int CompareNames(string a, string b)
        {
            int i = 0, j = 0;
            while (i < a.Length && j < b.Length)
            {
                if (char.IsAsciiDigit(a[i]) && char.IsAsciiDigit(b[j]))
                {
                    var (first, second) = (Digits(a, ref i), Digits(b, ref j));
                    var order = first.Length != second.Length ? first.Length.CompareTo(second.Length) : string.CompareOrdinal(first, second);
                    if (order != 0) return order;
                }
                else if (a[i] != b[j])
                {
                    return a[i].CompareTo(b[j]);
                }
                else
                {
                    i++;
                    j++;
                }
            }
            return (a.Length - i).CompareTo(b.Length - j);
        }

        static string Digits(string text, ref int at)
        {
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
            return text[start..at].TrimStart('0');
        }
    }
}
