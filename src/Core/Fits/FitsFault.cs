namespace Nocturne.Core.Fits;

/// <summary>Why a FITS file could not be read.</summary>
public enum FitsFault
{
    /// <summary>The file does not begin like a FITS file.</summary>
    NotFits,

    /// <summary>The file ends before the data that its headers promise: cut off, or still being written.</summary>
    Incomplete,

    /// <summary>The file contradicts itself or the FITS standard.</summary>
    Corrupt,

    /// <summary>The file may be in order, but it holds something that Nocturne does not read, or not what was asked for.</summary>
    Unsupported,
}
