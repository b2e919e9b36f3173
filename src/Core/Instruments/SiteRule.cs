namespace Nocturne.Core.Instruments;

/// <summary>One way to get the observatory's place: keywords, or the known place itself.</summary>
public sealed record SiteRule
{
    /// <summary>What people call the place.</summary>
    public string Name { get; init; } = "site of the header";

    /// <summary>Keyword of the longitude.</summary>
    public string? Longitude { get; init; }

    /// <summary>Keyword of the latitude.</summary>
    public string? Latitude { get; init; }

    /// <summary>Keyword of the height [metres]; without one the height counts as 0, which costs some microseconds at most.</summary>
    public string? Height { get; init; }

    /// <summary>Whether the header counts longitudes westward.</summary>
    public bool WestPositive { get; init; }

    /// <summary>The known longitude, east positive [degrees].</summary>
    public double? LongitudeDegrees { get; init; }

    /// <summary>The known latitude [degrees].</summary>
    public double? LatitudeDegrees { get; init; }

    /// <summary>The known height above the sea [metres].</summary>
    public double HeightMetres { get; init; }
}
