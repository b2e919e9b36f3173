using System.Numerics;

namespace Nocturne.Core.Fits.Compression;

/// <summary>Turns the integers that stand for floating-point pixels back into these (FITS standard 4.0, 10.2).</summary>
/// <param name="Dither">How the packer added noise before rounding.</param>
/// <param name="Seed">ZDITHER0.</param>
readonly record struct Quantisation(Quantisation.Dithering Dither, long Seed)
{
    /// <summary>With the second dithering method a pixel of exactly zero is kept as this integer.</summary>
    const int ExactZero = -2_147_483_646;

    public enum Dithering
    {
        None,
        Subtractive1,
        Subtractive2,
    }

    /// <exception cref="FitsException">The method is unknown.</exception>
    public static Quantisation From(FitsHeader header, FitsPlace place)
    {
        var method = header.GetString("ZQUANTIZ")?.Trim().ToUpperInvariant();
        var dither = method switch
        {
            null or "" or "NONE" or "NO_DITHER" => Dithering.None,
            "SUBTRACTIVE_DITHER_1" => Dithering.Subtractive1,
            "SUBTRACTIVE_DITHER_2" => Dithering.Subtractive2,
            _ => throw place.Unsupported($"quantisation '{method}' (ZQUANTIZ) is not supported."),
        };
        var seed = header.GetLong("ZDITHER0") ?? 1;
        if (dither != Dithering.None && seed is < 1 or > DitherSequence.Length)
            throw place.Corrupt($"ZDITHER0 = {seed} is not between 1 and {DitherSequence.Length}.");
        return new(dither, seed);
    }

    /// <param name="stored">Integers of a tile.</param>
    /// <param name="scale">ZSCALE of the tile.</param>
    /// <param name="zero">ZZERO of the tile.</param>
    /// <param name="blank">ZBLANK, if any.</param>
    /// <param name="tile">Number of the tile, from 0.</param>
    /// <param name="values">Pixels.</param>
    public void Restore<T>(ReadOnlySpan<int> stored, double scale, double zero, long? blank, long tile, Span<T> values)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (Dither == Dithering.None)
        {
            for (var i = 0; i < values.Length; i++) values[i] = stored[i] == blank ? T.NaN : T.CreateTruncating((stored[i] * scale) + zero);
            return;
        }

        var sequence = new DitherSequence(tile, Seed);
        for (var i = 0; i < values.Length; i++)
        {
            var noise = sequence.Next();
            var value = Dither == Dithering.Subtractive2 && stored[i] == ExactZero ? 0 : ((stored[i] - (double)noise + 0.5) * scale) + zero;
            values[i] = stored[i] == blank ? T.NaN : T.CreateTruncating(value);
        }
    }
}
