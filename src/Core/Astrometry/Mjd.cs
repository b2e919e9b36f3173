using System.Globalization;

namespace Nocturne.Core.Astrometry;

/// <summary>A Modified Julian Date in two parts, whole days and the fraction of a day, so that microseconds survive.</summary>
/// <remarks>The time scale is not part of the value: names and column headers say which one it is. On a UTC day with a leap second the
/// fraction counts in days of 86,401 s, as the SOFA and ERFA libraries do.</remarks>
/// <param name="Day">Whole days; day 0 began at 1858-11-17 00:00.</param>
/// <param name="Fraction">Fraction of the day, in [0, 1).</param>
public readonly record struct Mjd(int Day, double Fraction) : IComparable<Mjd>
{
    static readonly DateOnly Epoch = new(1858, 11, 17);

    /// <summary>The date of a calendar day and a time of day, in days of 86,400 s; for UTC use <see cref="TimeScales.UtcFromCalendar"/>.</summary>
    public static Mjd FromCalendar(DateOnly date, double secondsOfDay) => Normalised(date.DayNumber - Epoch.DayNumber, secondsOfDay / 86400);

    /// <summary>Splits a date given as one number; a double resolves 0.6 microseconds at MJD 60000.</summary>
    public static Mjd FromDouble(double mjd) => Normalised((int)Math.Floor(mjd), mjd - Math.Floor(mjd));

    /// <summary>The date as one number.</summary>
    public double ToDouble() => Day + Fraction;

    /// <summary>The date a number of seconds later (days of 86,400 s; for UTC use <see cref="TimeScales.AddToUtc"/>).</summary>
    public Mjd AddSeconds(double seconds) => Normalised(Day, Fraction + (seconds / 86400));

    /// <summary>Seconds from another date to this one (days of 86,400 s).</summary>
    public double SecondsSince(Mjd other) => (((double)Day - other.Day) + (Fraction - other.Fraction)) * 86400;

    /// <summary>The calendar day.</summary>
    public DateOnly Date => Epoch.AddDays(Day);

    public int CompareTo(Mjd other) => Day != other.Day ? Day.CompareTo(other.Day) : Fraction.CompareTo(other.Fraction);

    public static bool operator <(Mjd left, Mjd right) => left.CompareTo(right) < 0;

    public static bool operator >(Mjd left, Mjd right) => left.CompareTo(right) > 0;

    public static bool operator <=(Mjd left, Mjd right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Mjd left, Mjd right) => left.CompareTo(right) >= 0;

    /// <summary>ISO 8601 to the nearest millisecond (days of 86,400 s), for people.</summary>
    public override string ToString()
    {
        var milliseconds = (long)Math.Round(Fraction * 86_400_000);
        var date = milliseconds < 86_400_000 ? Date : Date.AddDays(1);
        return string.Create(
            CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}T{TimeSpan.FromMilliseconds(milliseconds % 86_400_000):hh\\:mm\\:ss\\.fff}");
    }

    static Mjd Normalised(int day, double fraction)
    {
        var whole = Math.Floor(fraction);
        var rest = fraction - whole;
        // A negative fraction smaller than the resolution leaves a rest of exactly one.
        return rest < 1 ? new(day + (int)whole, rest) : new(day + (int)whole + 1, 0);
    }
}
