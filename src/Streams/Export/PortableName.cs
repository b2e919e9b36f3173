using System.Globalization;
using System.Text;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Export;

/// <summary>Names from headers and settings made fit for files on every system; different names stay different.</summary>
public static class PortableName
{
    /// <summary>Letters, digits, dash, underscore, plus and inner dots as they are, all else as percent and two hexadecimal digits per byte.</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var portable = new StringBuilder(name.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            var letter = (char)octet;
            var stays = char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '+' || (letter == '.' && portable.Length > 0);
            if (stays) portable.Append(letter);
            else portable.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return portable.Length == 0 ? "_" : portable.ToString();
    }

    /// <summary>The name of a band in file names: camera, dash, filter.</summary>
    public static string Of(BandKey band)
    {
        ArgumentNullException.ThrowIfNull(band);
        return $"{Of(band.Camera)}-{Of(band.Filter)}";
    }
}
