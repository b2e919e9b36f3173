namespace Nocturne.Streams.Export;

/// <summary>The products of a night that are made from its rows.</summary>
[Flags]
public enum NightFormats
{
    None = 0,

    /// <summary>A CSV file for each light curve.</summary>
    LightCurves = 1,

    /// <summary>The table of all measurements for astropy.</summary>
    Ecsv = 2,

    /// <summary>The same in FITS.</summary>
    Fits = 4,

    /// <summary>The ledger of the frames and the catalogues, in CSV.</summary>
    Tables = 8,

    All = LightCurves | Ecsv | Fits | Tables,
}
