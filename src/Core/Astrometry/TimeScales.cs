using System.Globalization;

namespace Nocturne.Core.Astrometry;

/// <summary>Conversions between the time scales of astronomy: UTC ↔ TAI → TT → TDB.</summary>
/// <remarks>
/// TAI = UTC + leap seconds; TT = TAI + 32.184 s; TDB differs from TT by a periodic 1.7 ms (<see cref="TdbSeries"/>).
/// Of the scales only UTC has days of unequal length: on a day with a leap second its fraction counts in days of 86,401 s.
/// UTC dates before 1972 are refused with an <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
public static class TimeScales
{
    const double TtMinusTai = 32.184;

    /// <summary>A UTC calendar day and time of day; 23:59:60 on a day with a leap second is itself, 24:00:00 is the next midnight.</summary>
    /// <param name="date">The calendar day.</param>
    /// <param name="secondsOfDay">Seconds since its midnight; may run into the next day.</param>
    public static Mjd UtcFromCalendar(DateOnly date, double secondsOfDay)
    {
        var midnight = Mjd.FromCalendar(date, 0);
        var length = LeapSeconds.SecondsInDay(midnight.Day);
        return secondsOfDay >= 0 && secondsOfDay < length
            ? new(midnight.Day, secondsOfDay / length)
            : AddToUtc(midnight, secondsOfDay);
    }

    /// <summary>ISO 8601 to the nearest millisecond; the leap second is 23:59:60.</summary>
    public static string ToIso(Mjd utc)
    {
        var milliseconds = (long)Math.Round(utc.Fraction * LeapSeconds.SecondsInDay(utc.Day) * 1000);
        if (milliseconds >= LeapSeconds.SecondsInDay(utc.Day) * 1000L) return ToIso(new(utc.Day + 1, 0));
        var minutes = Math.Min(milliseconds / 60_000, 1439);
        milliseconds -= minutes * 60_000;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{utc.Date:yyyy-MM-dd}T{minutes / 60:00}:{minutes % 60:00}:{milliseconds / 1000:00}.{milliseconds % 1000:000}");
    }

    /// <summary>The UTC a number of SI seconds later, with leap seconds counted.</summary>
    public static Mjd AddToUtc(Mjd utc, double seconds) => TaiToUtc(UtcToTai(utc).AddSeconds(seconds));

    public static Mjd UtcToTai(Mjd utc)
    {
        var sinceMidnight = utc.Fraction * LeapSeconds.SecondsInDay(utc.Day);
        return new Mjd(utc.Day, 0).AddSeconds(sinceMidnight + LeapSeconds.TaiMinusUtc(utc.Day));
    }

    public static Mjd TaiToUtc(Mjd tai)
    {
        // The UTC day is the TAI day or the one before it.
        var day = tai.Day;
        var sinceMidnight = (tai.Fraction * 86400) - LeapSeconds.TaiMinusUtc(day);
        if (sinceMidnight < 0)
        {
            day--;
            sinceMidnight = ((1 + tai.Fraction) * 86400) - LeapSeconds.TaiMinusUtc(day);
        }

        return new(day, sinceMidnight / LeapSeconds.SecondsInDay(day));
    }

    public static Mjd UtcToTt(Mjd utc) => UtcToTai(utc).AddSeconds(TtMinusTai);

    public static Mjd TtToTdb(Mjd tt) => tt.AddSeconds(TdbSeries.TdbMinusTt(tt));

    public static Mjd UtcToTdb(Mjd utc) => TtToTdb(UtcToTt(utc));

    public static Mjd TdbToUtc(Mjd tdb)
    {
        // TDB − TT changes by at most 3e-5 µs in its own 1.7 ms, so it may be taken at TDB.
        var tt = tdb.AddSeconds(-TdbSeries.TdbMinusTt(tdb));
        return TaiToUtc(tt.AddSeconds(-TtMinusTai));
    }
}
