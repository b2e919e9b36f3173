namespace Nocturne.Core.Fits.Compression;

/// <summary>An image that is stored as tiles in the rows of a binary table (FITS standard 4.0, chapter 10).</summary>
static class CompressedImage
{
    /// <summary>Name that packing programs give when the image had none.</summary>
    const string DefaultName = "COMPRESSED_IMAGE";

    static readonly string[] IndexedWords = ["ZNAXIS", "ZTILE", "ZNAME", "ZVAL"];

    static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "ZIMAGE", "ZCMPTYPE", "ZBITPIX", "ZNAXIS", "ZQUANTIZ", "ZDITHER0", "ZSIMPLE", "ZEXTEND", "ZTENSION", "ZPCOUNT", "ZGCOUNT", "ZBLANK",
        "ZMASKCMP", "ZSCALE", "ZZERO", "ZBLOCKED",
    };

    /// <exception cref="FitsException">The keywords of the image make no sense.</exception>
    public static FitsImageHdu Create(FitsHeader stored, HduData data)
    {
        var bitPix = HduLayout.Required(stored, "ZBITPIX", data.Place);
        if (!HduLayout.IsBitPix(bitPix)) throw data.Place.Corrupt($"ZBITPIX = {bitPix} is not 8, 16, 32, 64, -32 or -64.");
        var axes = HduLayout.AxesOf(stored, "ZNAXIS", data.Place);
        var grid = TileGrid.From(stored, axes, data.Place);
        var table = new FitsTableHdu(stored, data);
        return new(ImageHeader(stored, bitPix, axes), (int)bitPix, axes, isCompressed: true, new TiledPixels(stored, table, grid, (int)bitPix), data);
    }

    /// <summary>The header as it was before the image was packed, as far as it is known.</summary>
    static FitsHeader ImageHeader(FitsHeader stored, long bitPix, long[] axes)
    {
        var header = new FitsHeader();
        header.Set("XTENSION", "IMAGE").Set("BITPIX", bitPix).Set("NAXIS", axes.Length);
        for (var i = 0; i < axes.Length; i++) header.Set($"NAXIS{i + 1}", axes[i]);
        header.Set("PCOUNT", stored.GetLong("ZPCOUNT") ?? 0).Set("GCOUNT", stored.GetLong("ZGCOUNT") ?? 1);
        foreach (var card in stored.Cards)
        {
            var isScaling = card.Keyword is "BSCALE" or "BZERO" or "BLANK";
            var isDefaultName = card.Keyword == "EXTNAME" && card.Value == DefaultName;
            if (isScaling || !(isDefaultName || StructuralCards.IsStructural(card.Keyword) || IsWord(card.Keyword))) header.Add(card);
        }

        return header;
    }

    static bool IsWord(string keyword)
    {
        if (Words.Contains(keyword)) return true;
        foreach (var stem in IndexedWords)
        {
            if (keyword.Length > stem.Length && keyword.StartsWith(stem, StringComparison.OrdinalIgnoreCase)
                && keyword.AsSpan(stem.Length).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return true;
            }
        }

        return false;
    }
}
