namespace Nocturne.Core.Fits;

/// <summary>The cards that say how a unit is stored: made by the writer, and sorted out of headers that are copied.</summary>
static class StructuralCards
{
    static readonly HashSet<string> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "EXTEND", "PCOUNT", "GCOUNT", "GROUPS", "TFIELDS", "THEAP", "BSCALE", "BZERO", "BLANK",
        "CHECKSUM", "DATASUM", "ZHECKSUM", "ZDATASUM", "ZIMAGE", "ZTABLE", "END", "CONTINUE",
    };

    static readonly string[] Indexed = ["NAXIS", "TTYPE", "TFORM", "TUNIT", "TNULL", "TSCAL", "TZERO", "TDIM", "TDISP", "TBCOL"];

    public static FitsHeader OfImage(bool isPrimary, int bitPix, ReadOnlySpan<int> axes, string? zero)
    {
        var header = Start(isPrimary ? null : "IMAGE", bitPix, axes);
        if (isPrimary)
            header.Set("EXTEND", true, "there may be extensions");
        else
            header.Set("PCOUNT", 0, "no parameters").Set("GCOUNT", 1, "one group");
        if (zero is not null && !axes.IsEmpty)
            header.Set("BSCALE", 1, "scale of the stored values").Add(new("BZERO", FitsValueKind.Number, zero, "offset of the stored values"));
        return header;
    }

    public static FitsHeader OfTable(int rowLength, int rows, IReadOnlyList<FitsTableColumn> columns)
    {
        var header = Start("BINTABLE", 8, [rowLength, rows]).Set("PCOUNT", 0, "no heap").Set("GCOUNT", 1, "one group").Set("TFIELDS", columns.Count, "columns");
        for (var i = 0; i < columns.Count; i++) columns[i].Describe(header, i + 1);
        return header;
    }

    /// <summary>Appends the cards of another header that do not say how data are stored and are not set yet.</summary>
    /// <param name="header">Header to be added to.</param>
    /// <param name="others">Header to take from, or null.</param>
    /// <param name="keepBlank">Whether BLANK may stay, as the pixels are plain integers.</param>
    public static void AppendOthers(FitsHeader header, FitsHeader? others, bool keepBlank)
    {
        if (others is null) return;
        var nameIsSet = header.Contains("EXTNAME");
        foreach (var card in others.Cards)
        {
            if (IsStructural(card.Keyword) && !(keepBlank && card.Keyword == "BLANK")) continue;
            if (nameIsSet && card.Keyword == "EXTNAME") continue;
            header.Add(card);
        }
    }

    public static bool IsStructural(string keyword)
    {
        if (Own.Contains(keyword)) return true;
        foreach (var stem in Indexed)
        {
            if (keyword.Length > stem.Length && keyword.StartsWith(stem, StringComparison.OrdinalIgnoreCase)
                && keyword.AsSpan(stem.Length).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return true;
            }
        }

        return false;
    }

    static FitsHeader Start(string? extension, int bitPix, ReadOnlySpan<int> axes)
    {
        var header = new FitsHeader();
        if (extension is null)
            header.Set("SIMPLE", true, "conforms to the FITS standard");
        else
            header.Set("XTENSION", extension, "extension type");
        header.Set("BITPIX", bitPix, "bits of a value; negative: floating point").Set("NAXIS", axes.Length, "number of axes");
        for (var i = 0; i < axes.Length; i++) header.Set($"NAXIS{i + 1}", axes[i], "length of the axis");
        return header;
    }
}
