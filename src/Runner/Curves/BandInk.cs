using Nocturne.Runner.Plots;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Curves;

/// <summary>The colour of a band: u violet, g green, r orange, i red-brown, z dark; in pages that of the theme, in pictures that of the light one.</summary>
static class BandInk
{
    static readonly Dictionary<string, Ink> Inks = new[]
    {
        new Ink("u", 0x6f, 0x3c, 0xc3), new Ink("g", 0x1a, 0x7f, 0x37), new Ink("r", 0xcf, 0x6a, 0x00), new Ink("i", 0x96, 0x35, 0x0f), new Ink("z", 0x2b, 0x2c, 0x33),
        new Ink("b", 0x1f, 0x5f, 0xbf), new Ink("v", 0x0c, 0x7f, 0x7f), new Ink("other", 0x7a, 0x6a, 0x00),
    }.ToDictionary(ink => ink.Name);

    public static Ink Of(BandKey band) => Inks[BandStyle.ColourOf(band)];

    /// <summary>The name of a band in a legend.</summary>
    public static LegendEntry Entry(BandKey band) => new(band.ToString(), Of(band));
}
