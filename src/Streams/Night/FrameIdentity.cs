using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Streams.Night;

/// <summary>Names a frame by what it is, not by where it lies: band, start of the exposure, plane, and a digest of its header.</summary>
static class FrameIdentity
{
    /// <summary>Keywords that change when a file is copied, compressed or signed, while the frame stays the same.</summary>
    static readonly string[] Volatile =
        ["CHECKSUM", "DATASUM", "ZHECKSUM", "ZDATASUM", "DATE", "HISTORY", "COMMENT", "", "EXTEND", "SIMPLE", "XTENSION", "EXTNAME", "END", "LONGSTRN"];

    public static string Of(BandKey band, Mjd start, int plane, string headerDigest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{band}:{start.Day}.{(long)Math.Round(start.Fraction * 86400e6):D11}:{plane}:{headerDigest}");

    /// <summary>The identity of something whose header cannot be used.</summary>
    public static string OfUnread(string file, int hdu) => string.Create(CultureInfo.InvariantCulture, $"file:{file}:{hdu}");

    /// <summary>The identity with a digest of the pixels behind it, for frames whose headers are all the same.</summary>
    public static string With(string identity, string pixelDigest) => $"{identity}:{pixelDigest}";

    /// <summary>Digest of a frame's pixels.</summary>
    /// <exception cref="FitsException">They cannot be read.</exception>
    public static string PixelDigest(FrameDescriptor frame)
    {
        using var file = FitsFile.Open(frame.Path);
        var image = ((FitsImageHdu)file.Hdus[frame.Hdu]).ReadImage(frame.Plane);
        return Short(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(image.Pixels)));
    }

    /// <summary>Digest of a frame's pixels, or its name when they cannot be read: the reason comes when the frame is reduced, until then its name sets it apart.</summary>
    public static string PixelDigestOrName(FrameDescriptor frame)
    {
        try
        {
            return PixelDigest(frame);
        }
        catch (Exception fault) when (Stages.FrameFaults.Of(fault) is not null)
        {
            return frame.File;
        }
    }

    /// <summary>Digest of all that a header says of the frame.</summary>
    public static string Digest(FitsHeader header)
    {
        var text = new StringBuilder();
        foreach (var card in header.Cards)
        {
            if (Array.IndexOf(Volatile, card.Keyword) < 0) text.Append(card.Keyword).Append('=').Append(card.Value).Append('\n');
        }
        return Short(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    static string Short(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 6));
}
