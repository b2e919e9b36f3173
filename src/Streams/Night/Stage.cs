namespace Nocturne.Streams.Night;

/// <summary>The stages that a frame passes, in order.</summary>
public enum Stage
{
    /// <summary>Reads the pixels and calibrates them.</summary>
    Calibrate,

    /// <summary>Measures the sky.</summary>
    Background,

    /// <summary>Lays the frame on the reference.</summary>
    Align,

    /// <summary>Measures the sources.</summary>
    Measure,

    /// <summary>Cuts out the pixels that are kept.</summary>
    Stamp,
}
