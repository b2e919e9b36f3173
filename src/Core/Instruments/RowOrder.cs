namespace Nocturne.Core.Instruments;

/// <summary>In which order a rolling shutter exposes the rows of a frame.</summary>
public enum RowOrder
{
    /// <summary>From the two middle rows outwards, both halves at the same time, as sCMOS cameras with two readers do.</summary>
    CentreOut,

    /// <summary>From the first row of the file to the last.</summary>
    FirstToLast,

    /// <summary>From the last row of the file to the first.</summary>
    LastToFirst,
}
