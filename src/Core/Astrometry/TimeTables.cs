using System.Globalization;

namespace Nocturne.Core.Astrometry;

/// <summary>What the times of all products rest on, and how long it holds.</summary>
public static class TimeTables
{
    /// <summary>First and last year for which the motion of the Earth is known to 45 µs of light time.</summary>
    public const int EphemerisFrom = 1900, EphemerisUntil = 2100;

    /// <summary>A sentence for the headers of products.</summary>
    public static string Statement { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"UTC to TDB with the leap seconds of IERS Bulletin C, complete until {LeapSeconds.KnownUntil:yyyy-MM-dd}; barycentre by the series of Moisson and Bretagnon (2001), good from {EphemerisFrom} to {EphemerisUntil}.");
}
