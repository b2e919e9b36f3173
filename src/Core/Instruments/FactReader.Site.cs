using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <remarks>The site: longitudes are written east or west positive, with letters or without. What a header does not say is judged by the sky: no
/// telescope looks into the ground.</remarks>
sealed partial class FactReader
{
    /// <summary>A target lower than this is not observed [degrees].</summary>
    const double Horizon = -2;

    Observatory? Site(FrameFacts facts)
    {
        foreach (var rule in dialect.Site)
        {
            if (rule is { LongitudeDegrees: { } knownEast, LatitudeDegrees: { } knownNorth }) return new(rule.Name, knownEast, knownNorth, rule.HeightMetres);
            if (Card(rule.Longitude) is not { } east || Card(rule.Latitude) is not { } north) continue;
            if (!TryPlace(east.Value, 'E', 'W', out var longitude, out var westward) || !TryPlace(north.Value, 'N', 'S', out var latitude, out _)) continue;
            if ((longitude == 0 && latitude == 0) || Math.Abs(longitude) > 360 || Math.Abs(latitude) > 90) continue;
            if (!westward && (rule.WestPositive || CountsWestward(east)))
            {
                longitude = -longitude;
                westward = true;
            }
            longitude -= 360 * Math.Floor((longitude + 180) / 360);
            var site = new Observatory(rule.Name, longitude, latitude, Numbers(Card(rule.Height)?.Value ?? "") is { Count: 1 } height ? height[0] : 0);
            var signed = east.Value.TrimStart() is ['-' or '+', ..];
            return westward || signed ? site : WestOrEast(site, rule.Longitude!, facts);
        }
        Miss("site", dialect.Site.Select(rule => $"{rule.Longitude}/{rule.Latitude}"));
        return null;
    }

    /// <summary>An angle with or without a letter for its direction: "115:27:49 W", "W115.46".</summary>
    /// <param name="text">The text.</param>
    /// <param name="positive">Letter of the positive direction.</param>
    /// <param name="negative">Letter of the negative direction, which turns the sign.</param>
    /// <param name="value">Degrees.</param>
    /// <param name="decided">Whether a letter or a sign says which direction it is.</param>
    static bool TryPlace(string text, char positive, char negative, out double value, out bool decided)
    {
        var trimmed = text.Trim();
        var letter = trimmed.Length == 0 ? ' ' : char.ToUpperInvariant(trimmed[0]) is var first && (first == positive || first == negative) ? first : char.ToUpperInvariant(trimmed[^1]);
        decided = letter == positive || letter == negative;
        if (decided) trimmed = char.ToUpperInvariant(trimmed[0]) == letter ? trimmed[1..] : trimmed[..^1];
        if (!HeaderAngle.TryParse(trimmed.Trim(), out value, out _)) return false;
        if (decided && letter == negative) value = -Math.Abs(value);
        return true;
    }

    /// <summary>Whether the comment behind a longitude says that it counts westward.</summary>
    static bool CountsWestward(FitsCard card)
    {
        var comment = card.Comment ?? "";
        bool Has(string word) => comment.Contains(word, StringComparison.OrdinalIgnoreCase);
        return Has("west") && !Has("east") && (Has("positive") || Has("+") || Has("of greenwich") || Has("degrees west") || Has("deg west") || Has("[deg w") || Has("west longitude")) && !Has("west negative") && !Has("west is negative") && !Has("-west");
    }

    /// <summary>For longitudes without a sign or letter: a target below the horizon with the longitude as written, and well above it with the other sign: then the header counts westward.</summary>
    Observatory WestOrEast(Observatory site, string key, FrameFacts facts)
    {
        if (facts is not { MidUtc: { } mid, Position: { } position, Kind: FrameKind.Science } || mid.Date <= LeapSeconds.Begin) return site;
        var other = site with { LongitudeDegreesEast = -site.LongitudeDegreesEast };
        var (altitude, mirrored) = (Airmass.AltitudeDegrees(mid, position, site), Airmass.AltitudeDegrees(mid, position, other));
        if (!(altitude < Horizon) || !(mirrored > 10)) return site;
        doubts.Add(Invariant($"With {key} counted eastward the target would stand {-altitude:F0} degrees below the horizon; it is taken to count westward, which puts it at {mirrored:F0} degrees."));
        return other;
    }
}
