namespace Nocturne.Streams.Night;

/// <summary>How far a frame's rows can be relied on to stay as they are.</summary>
public enum FrameLevel
{
    /// <summary>Measured while the night ran, with the catalogue and the calibration frames that were there then.</summary>
    Provisional,

    /// <summary>Measured with the whole night at hand.</summary>
    Final,
}
