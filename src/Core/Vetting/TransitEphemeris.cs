using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Vetting;

/// <summary>When a candidate's dips happen: period, mid-time of one of them, full duration.</summary>
public sealed record TransitEphemeris
{
    /// <summary>BTJD = BJD(TDB) − this.</summary>
    public const double BtjdZero = 2_457_000;

    /// <summary>From here on an epoch is taken as an absolute BJD.</summary>
    const double AbsoluteFrom = 2_400_000;

    /// <param name="periodDays">Period [d].</param>
    /// <param name="epoch">Mid-time of one dip [BTJD]; from 2,400,000 on it is taken as an absolute BJD.</param>
    /// <param name="durationHours">From first to last contact [h].</param>
    /// <param name="depth">Share of the light that is lost, if known.</param>
    /// <exception cref="ArgumentException">Period or duration is not positive, the epoch not finite, or the depth not in (0, 1].</exception>
    public TransitEphemeris(double periodDays, double epoch, double durationHours, double? depth = null)
    {
        if (!(periodDays > 0) || !double.IsFinite(periodDays)) throw new ArgumentException($"The period must be a positive number of days, not {periodDays}.", nameof(periodDays));
        if (!double.IsFinite(epoch)) throw new ArgumentException($"The epoch must be a date (BTJD or BJD), not {epoch}.", nameof(epoch));
        if (!(durationHours > 0) || !double.IsFinite(durationHours)) throw new ArgumentException($"The duration must be a positive number of hours, not {durationHours}.", nameof(durationHours));
        if (depth is { } given && !(given is > 0 and <= 1)) throw new ArgumentException($"The depth must be a share of the light above 0 and up to 1, not {given}.", nameof(depth));
        PeriodDays = periodDays;
        EpochBtjd = epoch >= AbsoluteFrom ? epoch - BtjdZero : epoch;
        DurationHours = durationHours;
        Depth = depth;
    }

    /// <summary>Period [d].</summary>
    public double PeriodDays { get; }

    /// <summary>Mid-time of one dip [BTJD].</summary>
    public double EpochBtjd { get; }

    /// <summary>Full duration [h].</summary>
    public double DurationHours { get; }

    /// <summary>Full duration [d].</summary>
    public double DurationDays => DurationHours / 24;

    /// <summary>Share of the light that is lost, if known. No check measures with it.</summary>
    public double? Depth { get; }

    /// <summary>BTJD of a barycentric MJD(TDB), as the frames of a night have it.</summary>
    public static double ToBtjd(Mjd barycentric) => barycentric.Day - 57_000 + (barycentric.Fraction + 0.5);

    /// <summary>Days from the nearest mid-time, in (−P/2, P/2].</summary>
    public double Offset(double time)
    {
        var offset = Folded(time);
        return offset > PeriodDays / 2 ? offset - PeriodDays : offset;
    }

    /// <summary>Phase from the nearest mid-time, in (−½, ½].</summary>
    public double Phase(double time)
    {
        var phase = Folded(time) / PeriodDays;
        return phase > 0.5 ? phase - 1 : phase;
    }

    /// <summary>Whether a time is within half a duration of a mid-time, the edges included. A time that is no number is not.</summary>
    public bool IsInTransit(double time) => Math.Abs(Offset(time)) <= DurationDays / 2;

    /// <summary>Number of the dip nearest to a time; the epoch's own is 0.</summary>
    public long NearestDip(double time) => (long)Math.Floor(((time - EpochBtjd) / PeriodDays) + 0.5);

    /// <summary>Mid-time of a dip [BTJD].</summary>
    public double MidTime(long dip) => EpochBtjd + (dip * PeriodDays);

    double Folded(double time)
    {
        var rest = (time - EpochBtjd) % PeriodDays;
        return rest < 0 ? rest + PeriodDays : rest;
    }
}
