namespace Nocturne.Core.Astrometry;

/// <summary>The leap seconds of UTC since 1972, bundled so that no network is needed at the telescope.</summary>
/// <remarks>Source: IERS Bulletin C. Before 1972 UTC and TAI differed by a drifting fraction of a second; those years are not
/// covered.</remarks>
public static class LeapSeconds
{
    /// <summary>First days with a new TAI − UTC; the first value is 10 s and each later one is 1 s more.</summary>
    static readonly int[] Steps =
    [
        .. new DateOnly[]
        {
            new(1972, 1, 1), new(1972, 7, 1), new(1973, 1, 1), new(1974, 1, 1), new(1975, 1, 1), new(1976, 1, 1), new(1977, 1, 1),
            new(1978, 1, 1), new(1979, 1, 1), new(1980, 1, 1), new(1981, 7, 1), new(1982, 7, 1), new(1983, 7, 1), new(1985, 7, 1),
            new(1988, 1, 1), new(1990, 1, 1), new(1991, 1, 1), new(1992, 7, 1), new(1993, 7, 1), new(1994, 7, 1), new(1996, 1, 1),
            new(1997, 7, 1), new(1999, 1, 1), new(2006, 1, 1), new(2009, 1, 1), new(2012, 7, 1), new(2015, 7, 1), new(2017, 1, 1),
        }.Select(date => Mjd.FromCalendar(date, 0).Day),
    ];

    /// <summary>The first day of the table.</summary>
    public static DateOnly Begin { get; } = new(1972, 1, 1);

    /// <summary>The last day for which the IERS had said, when this table was made, whether a leap second comes.
    /// Later dates are converted as if none had been added since 2017.</summary>
    public static DateOnly KnownUntil { get; } = new(2027, 6, 28);

    /// <summary>Whether the table covers a UTC date: if not, a product should say that its times may be off by whole seconds.</summary>
    public static bool Covers(Mjd utc) => utc.Date >= Begin && utc.Date <= KnownUntil;

    /// <summary>TAI − UTC during a UTC day [s].</summary>
    /// <param name="utcDay">Modified Julian Day number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is before 1972.</exception>
    public static int TaiMinusUtc(int utcDay)
    {
        for (var i = Steps.Length - 1; i >= 0; i--)
        {
            if (utcDay >= Steps[i]) return 10 + i;
        }

        throw new ArgumentOutOfRangeException(
            nameof(utcDay), utcDay, "UTC is defined by whole leap seconds from 1972-01-01 (MJD 41317) only; is the date of the frame right?");
    }

    /// <summary>Length of a UTC day: 86,401 s when it ends with a leap second, 86,400 s otherwise.</summary>
    public static int SecondsInDay(int utcDay) => Array.BinarySearch(Steps, utcDay + 1) > 0 ? 86401 : 86400;
}
