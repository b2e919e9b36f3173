namespace Nocturne.Core.Sky;

/// <summary>How a camera sees the sky.</summary>
public enum SkyState
{
    /// <summary>Nothing was judged yet.</summary>
    Unknown,

    /// <summary>Stars are followed and the sky is clear.</summary>
    Tracking,

    /// <summary>Stars are followed, but through thin cloud, bad seeing or a bright sky, or by one or two of them.</summary>
    Degraded,

    /// <summary>Cloud takes most of the light, or all stars.</summary>
    Cloud,

    /// <summary>There are stars, but not those of the reference.</summary>
    Lost,

    /// <summary>The field stands on its head since a moment ago.</summary>
    Flipped,

    /// <summary>Stars saturate that usually do not.</summary>
    Saturated,

    /// <summary>Another filter is in the beam since a moment ago.</summary>
    FilterChanged,

    /// <summary>Another window of the detector is read since a moment ago.</summary>
    WindowChanged,

    /// <summary>Pixels are binned otherwise since a moment ago.</summary>
    BinningChanged,
}
