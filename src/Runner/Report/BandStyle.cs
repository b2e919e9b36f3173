using Nocturne.Streams.Night;

namespace Nocturne.Runner.Report;

/// <summary>The one colour language of all pictures: a name per filter, which the style sheet turns into the colour of the theme.</summary>
public static class BandStyle
{
    /// <summary>The filters of the Roman telescope, the bluest first, in colours that differ.</summary>
    static readonly Dictionary<string, string> RomanFilters = new()
    {
        ["f062"] = "b",
        ["f087"] = "v",
        ["f106"] = "g",
        ["f129"] = "r",
        ["f146"] = "u",
        ["f158"] = "i",
        ["f184"] = "z",
    };

    /// <summary>The colour's name: <c>u g r i z</c> for the Sloan family in any spelling (<c>g'</c>, <c>gp</c>, <c>SDSS-g</c>), <c>b v</c> for Johnson's, one of them for each filter of Roman, else <c>other</c>.</summary>
    public static string ColourOf(BandKey band)
    {
        ArgumentNullException.ThrowIfNull(band);
        var name = band.Filter.ToLowerInvariant();
        if (RomanFilters.TryGetValue(name, out var roman)) return roman;
        foreach (var system in new[] { "sdss", "sloan", "ps1", "johnson", "cousins", "bessell" })
        {
            if (name.StartsWith(system, StringComparison.Ordinal)) name = name[system.Length..].TrimStart('-', '_', ' ', '.');
        }

        var letter = name.TrimEnd('\'', 'p', 's', '_', '-', ' ');
        return letter is "u" or "g" or "r" or "i" or "z" or "b" or "v" ? letter : "other";
    }
}
