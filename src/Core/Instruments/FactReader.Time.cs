using System.Globalization;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Instruments;

/// <remarks>Times: every rule is tried; the first one that is good to a second wins, or else the finest; the others are compared with it.</remarks>
sealed partial class FactReader
{
    /// <summary>Coarser stamps than this are passed over for a finer one [seconds].</summary>
    const double FineSeconds = 1;

    /// <summary>Share of the exposure to which its time should be known.</summary>
    const double FinestShare = 0.1;

    /// <summary>A moment as a header gave it.</summary>
    sealed record Stamp(TimeRule Rule, Mjd Utc, double Resolution, string Text)
    {
        /// <summary>Whether the header leaves no doubt that this is UTC: it names a zone, the keyword says UT, or it counts days.</summary>
        public bool SaysUtc { get; init; } = Rule.Format != TimeFormat.Calendar || Rule.Key.StartsWith("UT", StringComparison.Ordinal) || Rule.UtcOffset != 0;

        /// <summary>The other keyword that the time is made of, as found: the day of a time of day, the fraction of a day number; null when there is none.</summary>
        public string? With { get; init; }

        public string Source => $"{Rule.Key} '{Text}'{With}, {Rule.Clock}, {Point}";

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

    Stamp? Time(double? exposure)
    {
        var stamps = dialect.Time.Select(Read).OfType<Stamp>().ToList();
        if (Best(stamps, exposure) is not { } best)
        {
            Miss("time", dialect.Time.SelectMany(rule => new[] { rule.Key, rule.Date }));
            return null;
        }
        var key = best.Rule.Key;
        if (best.Resolution > FineSeconds)
            doubts.Add(Invariant($"{key} is written to {best.Resolution:G3} s only; the light curve cannot be better timed than that."));
        else if (best.Resolution > FinestShare * exposure && kind == FrameKind.Science)
            doubts.Add(Invariant($"{key} is written to {best.Resolution:G3} s, more than a tenth of the exposure of {exposure:G4} s; the light curve cannot be better timed than that."));
        if (best.Utc.Date < LeapSeconds.Begin)
            doubts.Add($"{key} gives the year {best.Utc.Date.Year}, before UTC had leap seconds: there is no barycentric time. Was the clock set?");
        else if (best.Utc.Date > LeapSeconds.KnownUntil)
            doubts.Add($"{key} gives {best.Utc.Date:yyyy-MM-dd}, but leap seconds are known until {LeapSeconds.KnownUntil:yyyy-MM-dd} only: barycentric times may be off by whole seconds. A newer Nocturne knows more, if the clock is right.");
        if (best.Rule.Quality is { } quality && (header.GetBool(quality) ?? primary?.GetBool(quality)) is false)
            doubts.Add($"{quality} says that the time is not to be trusted.");
        foreach (var other in stamps.Where(stamp => stamp != best)) Compare(best, other, exposure);
        return best;
    }

    /// <summary>The first that is fine enough for the exposure, or else the finest; but what others contradict by whole time zones gives way to what
    /// names its zone, or says UT, or counts days.</summary>
    static Stamp? Best(List<Stamp> stamps, double? exposure)
    {
        var enough = Math.Clamp(FinestShare * (exposure ?? 10 * FineSeconds), 0.001, FineSeconds);
        var best = stamps.Find(stamp => stamp.Resolution <= enough) ?? stamps.OrderBy(stamp => stamp.Resolution <= FineSeconds ? 0 : 1).ThenBy(stamp => stamp.Resolution).FirstOrDefault();
        if (best is null || best.SaysUtc) return best;
        var certain = stamps.FindAll(stamp => stamp.SaysUtc && stamp.Resolution <= FineSeconds && stamp.Rule.Stamp == best.Rule.Stamp);
        var contradicts = certain.Find(stamp => ZoneBetween(best, stamp) is not null);
        return contradicts is not null && !stamps.Exists(stamp => stamp != best && stamp.SaysUtc && Agree(best, stamp)) ? contradicts : best;
    }

    static bool Agree(Stamp one, Stamp other) => Math.Abs(other.Utc.SecondsSince(one.Utc)) <= 2 + one.Resolution + other.Resolution;

    /// <summary>Hours between two stamps when they differ by a time zone.</summary>
    static double? ZoneBetween(Stamp one, Stamp other)
    {
        var hours = other.Utc.SecondsSince(one.Utc) / 3600;
        var zone = Math.Round(hours * 4) / 4;
        return zone != 0 && Math.Abs(hours - zone) < 0.01 && Math.Abs(zone) <= 14 ? zone : null;
    }

    /// <summary>Two keywords for one moment that disagree: mostly local time in one of them.</summary>
    void Compare(Stamp best, Stamp other, double? exposure)
    {
        var key = best.Rule.Key;
        var (mine, theirs) = best.Rule.Stamp == other.Rule.Stamp ? (best.Utc, other.Utc) : (best.MidOf(exposure) ?? best.Utc, other.MidOf(exposure) ?? other.Utc);
        var apart = theirs.SecondsSince(mine);
        var difference = Math.Abs(apart) < 3600 ? Invariant($"{apart:0.###} s") : Invariant($"{apart / 3600:0.###} h");
        var agrees = Math.Abs(apart) <= 2 + best.Resolution + other.Resolution;
        otherTimes.Add(agrees ? Invariant($"{other.Source}, to {other.Resolution:G3} s: agrees") : Invariant($"{other.Source}, to {other.Resolution:G3} s: {difference} apart"));
        if (agrees || best.Rule.Stamp != other.Rule.Stamp) return;
        var hint = ZoneBetween(best, other) is not null ? "; one of them is probably local time" : "";
        doubts.Add($"{other.Rule.Key} differs from {key} by {difference}{hint}; {key} is taken.");
    }

    Stamp? Read(TimeRule rule)
    {
        if (Card(rule.Key)?.Value is not { } text) return null;
        if (rule.Words > 0) text = string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(rule.Words));
        var read = rule.Format == TimeFormat.Calendar ? Calendar(rule, text) : Julian(rule, text);
        if (read is not { } found) return null;
        var other = found.With is { } key ? $" with {key} '{Card(key)!.Value}'" : null;
        var stamp = new Stamp(rule, rule.UtcOffset == 0 ? found.Utc : Later(found.Utc, -rule.UtcOffset * 3600), found.Resolution, text) { With = other };
        return found.HasZone || SystemSaysUtc(rule) ? stamp with { SaysUtc = true } : stamp;
    }

    /// <summary>TIMESYS speaks of the dates of the FITS standard.</summary>
    bool SystemSaysUtc(TimeRule rule) => rule.Key.StartsWith("DATE-", StringComparison.Ordinal) && Card("TIMESYS")?.Value is { } system && system.StartsWith("UT", StringComparison.OrdinalIgnoreCase);

    /// <summary>The calendar day of a time of day in another keyword. If that has a time of its own, in whatever zone, the two are at most half a day apart.</summary>
    static DateOnly? DayOf(HeaderTime date, double seconds)
    {
        if (date.Date is not { } day || date.SecondsOfDay is not { } own) return date.Date;
        var apart = seconds - (own - (date.UtcOffsetSeconds ?? 0));
        return day.AddDays(-(int)Math.Floor((apart + 43200) / 86400));
    }

    (Mjd Utc, double Resolution, bool HasZone, string? With)? Calendar(TimeRule rule, string text)
    {
        if (!HeaderTime.TryParse(text, out var time) || time.SecondsOfDay is not { } seconds) return null;
        seconds -= time.UtcOffsetSeconds ?? 0;
        var date = time.Date ?? (Card(rule.Date) is { } card && HeaderTime.TryParse(card.Value, out var day) ? DayOf(day, seconds) : null);
        return date is null ? null : (Utc(date.Value, seconds), time.ResolutionSeconds, time.UtcOffsetSeconds is not null, time.Date is null ? rule.Date : null);
    }

    (Mjd Utc, double Resolution, bool HasZone, string? With)? Julian(TimeRule rule, string text)
    {
        if (Days(text) is not { } days) return null;
        var (digits, with) = (text, (string?)null);
        if (Card(rule.Fraction)?.Value is { } fraction)
        {
            if (Days(fraction) is not { } part) return null;
            days += part;
            (digits, with) = (fraction, rule.Fraction);
        }
        var mjd = rule.Format == TimeFormat.Jd ? days - 2_400_000.5m : days;
        if (mjd is < 0 or > 150_000) return null;
        var whole = Math.Floor(mjd);
        return (new((int)whole, (double)(mjd - whole)), HeaderTime.ResolutionOf(digits) * 86400, true, with);
    }

    /// <summary>A number of days with all its digits, if it can be a date.</summary>
    static decimal? Days(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 0 and < 10_000_000 ? days : null;
}
