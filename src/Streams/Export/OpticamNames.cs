namespace Nocturne.Streams.Export;

/// <summary>Which opticam the files are named for.</summary>
public enum OpticamNames
{
    /// <summary>Both, side by side: their names differ.</summary>
    Both,

    /// <summary>opticam 0.5: <c>g-band_source_1.csv</c> with <c>background</c> and <c>background_err</c>.</summary>
    Version05,

    /// <summary>The later one, phoptic: <c>1:g_source_1.csv</c> with <c>bkg</c> and <c>bkg_err</c>; where a file system refuses the colon, <c>1-g_source_1.csv</c>.</summary>
    Phoptic,
}
