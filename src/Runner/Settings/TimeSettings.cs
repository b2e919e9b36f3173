using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>Time stamps, and what the barycentric correction needs when the header does not say it.</summary>
public sealed record TimeSettings
{
    public required bool Barycentric { get; init; }

    /// <summary>Right ascension of the target [degrees].</summary>
    [Range(0, 360)]
    public required Auto<double> RightAscension { get; init; }

    /// <summary>Declination of the target [degrees].</summary>
    [Range(-90, 90)]
    public required Auto<double> Declination { get; init; }

    /// <summary>Longitude of the site, east positive [degrees].</summary>
    [Range(-360, 360)]
    public required Auto<double> Longitude { get; init; }

    /// <summary>Latitude of the site [degrees].</summary>
    [Range(-90, 90)]
    public required Auto<double> Latitude { get; init; }

    /// <summary>Height of the site above the sea [metres].</summary>
    [Range(-500, 10_000)]
    public required Auto<double> Height { get; init; }

    /// <summary>Added to every time stamp [seconds], for a clock that is known to be wrong.</summary>
    [Range(-1e6, 1e6)]
    public required double ClockCorrection { get; init; }

    /// <summary>From one row of a frame to the next behind a rolling shutter [seconds]; 0 when all rows are exposed together.</summary>
    [Range(0, 1)]
    public required double RowTime { get; init; }

    public required RowOrder RowOrder { get; init; }
}
