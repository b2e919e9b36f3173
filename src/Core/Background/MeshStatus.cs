namespace Nocturne.Core.Background;

/// <summary>How the value of one box of a background mesh came about.</summary>
public enum MeshStatus : byte
{
    /// <summary>Measured from its own pixels.</summary>
    Measured,

    /// <summary>Too few of its pixels were usable or survived clipping, so its value comes from its neighbours.</summary>
    Filled,

    /// <summary>Too few of its pixels survived, as in all boxes of the frame; its value is that of the few.</summary>
    Poor,

    /// <summary>Nothing was known in the whole frame.</summary>
    Empty,
}
