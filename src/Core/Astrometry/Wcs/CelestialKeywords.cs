using System.Text.RegularExpressions;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>The keywords by which an image header describes its coordinate system.</summary>
public static partial class CelestialKeywords
{
    /// <summary>Takes the coordinate system of one header over into another; nothing, if it has none that is known.</summary>
    /// <param name="from">Header of an image.</param>
    /// <param name="to">Header of an image with the same pixels.</param>
    /// <param name="width">Width of both [pixels].</param>
    /// <param name="height">Height of both [pixels].</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryCopy(FitsHeader from, FitsHeader to, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        try
        {
            _ = FitsWcsReader.Read(from, width, height, "");
        }
        catch (WcsException)
        {
            return false;
        }

        foreach (var card in from.Cards.Where(card => Known().IsMatch(card.Keyword))) to.Add(card);
        return true;
    }

    [GeneratedRegex("^(WCSAXES|CTYPE[12]|CUNIT[12]|CRPIX[12]|CRVAL[12]|CDELT[12]|CROTA[12]|PC[12]_[12]|CD[12]_[12]|PV[12]_[0-9]+|LONPOLE|LATPOLE|RADESYS|RADECSYS|EQUINOX|[AB]P?_ORDER|[AB]P?_[0-9]_[0-9])$")]
    private static partial Regex Known();
}
