using System.Globalization;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Instruments;

/// <remarks>Times: every rule is tried; the first one that is good to a second wins, or else the finest; the others are compared with it.</remarks>
sealed partial class FactReader
{
    /// <summary>Coarser stamps than this are passed over for a finer one [seconds].</summary>
    const double FineSeconds = 1;

    /// <summary>A moment as a header gave it.</summary>
    sealed record Stamp(TimeRule Rule, Mjd Utc, double Resolution, string Text)
    {
        public string Source => $"{Rule.Key} '{Text}', {Rule.Clock}, {Point}";

        string Point => Rule.Stamp switch
        {
            TimeStampPoint.Mid => "middle of the exposure",
            TimeStampPoint.End => "end of the exposure",
            _ => "start of the exposure",
        };

        public Mjd? StartOf(double? exposure) => Rule.Stamp switch
        {
            TimeStampPoint.Start => Utc,
            TimeStampPoint.Mid => exposure is { } length ? Later(Utc, -length / 2) : null,
            _ => exposure is { } length ? Later(Utc, -length) : null,
        };

        public Mjd? MidOf(double? exposure) => Rule.Stamp switch
        {
            TimeStampPoint.Mid => Utc,
            TimeStampPoint.Start => exposure is { } length ? Later(Utc, length / 2) : null,
            _ => exposure is { } length ? Later(Utc, -length / 2) : null,
        };
    }

    /// <summary>The time of day of a calendar day; before 1972 UTC had no whole leap seconds and all days count alike.</summary>
    static Mjd Utc(DateOnly date, double seconds) => date <= LeapSeconds.Begin ? Mjd.FromCalendar(date, seconds) : TimeScales.UtcFromCalendar(date, seconds);

    /// <summary>A time so many seconds later, an exposure at most.</summary>
    static Mjd Later(Mjd utc, double seconds) =>
        utc.AddSeconds(-LongestExposure).Date <= LeapSeconds.Begin ? utc.AddSeconds(seconds) : TimeScales.AddToUtc(utc, seconds);

    Stamp? Time()
    {
        var stamps = dialect.Time.Select(Read).OfType<Stamp>().ToList();
        var best = stamps.Find(stamp => stamp.Resolution <= FineSeconds) ?? stamps.MinBy(stamp => stamp.Resolution);
        if (best is null)
        {
            Miss("time", dialect.Time.SelectMany(rule => new[] { rule.Key, rule.Date }));
            return null;
        }
        var key = best.Rule.Key;
        if (best.Resolution > FineSeconds)
            doubts.Add(Invariant($"{key} is written to {best.Resolution:G3} s only; the light curve cannot be better timed than that."));
        if (best.Utc.Date < LeapSeconds.Begin)
            doubts.Add($"{key} gives the year {best.Utc.Date.Year}, before UTC had leap seconds: there is no barycentric time. Was the clock set?");
        if (best.Rule.Quality is { } quality && (header.GetBool(quality) ?? primary?.GetBool(quality)) is false)
            doubts.Add($"{quality} says that the time is not to be trusted.");
        foreach (var other in stamps.Where(stamp => stamp.Rule.Stamp == best.Rule.Stamp && stamp != best)) Compare(best, other);
        return best;
    }

    /// <summary>Two keywords for one moment that disagree: mostly local time in one of them.</summary>
    void Compare(Stamp best, Stamp other)
    {
        var apart = other.Utc.SecondsSince(best.Utc);
        if (Math.Abs(apart) <= 2 + best.Resolution + other.Resolution) return;
        var hours = apart / 3600;
        var zone = Math.Round(hours * 4) / 4;
        var hint = zone != 0 && Math.Abs(hours - zone) < 0.01 && Math.Abs(zone) <= 14 ? "; one of them is probably local time" : "";
        var difference = Math.Abs(apart) < 3600 ? Invariant($"{apart:0.###} s") : Invariant($"{hours:0.###} h");
        doubts.Add($"{other.Rule.Key} differs from {best.Rule.Key} by {difference}{hint}; {best.Rule.Key} is taken.");
    }

    Stamp? Read(TimeRule rule)
    {
        if (Card(rule.Key)?.Value is not { } text) return null;
        if (rule.Words > 0) text = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(rule.Words));
        var read = rule.Format == TimeFormat.Calendar ? Calendar(rule, text) : Julian(rule, text);
        return read is { } stamp ? new(rule, rule.UtcOffset == 0 ? stamp.Utc : Later(stamp.Utc, -rule.UtcOffset * 3600), stamp.Resolution, text) : null;
    }

    (Mjd Utc, double Resolution)? Calendar(TimeRule rule, string text)
    {
        if (!HeaderTime.TryParse(text, out var time) || time.SecondsOfDay is not { } seconds) return null;
        var date = time.Date ?? (Card(rule.Date) is { } card && HeaderTime.TryParse(card.Value, out var day) ? day.Date : null);
        return date is null ? null : (Utc(date.Value, seconds - (time.UtcOffsetSeconds ?? 0)), time.ResolutionSeconds);
    }

    (Mjd Utc, double Resolution)? Julian(TimeRule rule, string text)
    {
        if (Days(text) is not { } days) return null;
        var digits = text;
        if (Card(rule.Fraction)?.Value is { } fraction)
        {
            if (Days(fraction) is not { } part) return null;
            days += part;
            digits = fraction;
        }
        var mjd = rule.Format == TimeFormat.Jd ? days - 2_400_000.5m : days;
        if (mjd is < 0 or > 150_000) return null;
        var whole = Math.Floor(mjd);
        return (new((int)whole, (double)(mjd - whole)), HeaderTime.ResolutionOf(digits) * 86400);
    }

    /// <summary>A number of days with all its digits, if it can be a date.</summary>
    static decimal? Days(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 0 and < 10_000_000 ? days : null;
}
