namespace Nocturne.Conformance.Sky;

/// <summary>What may befall a telescope in the middle of a night.</summary>
public enum ScenarioEvent
{
    /// <summary>Meridian flip.</summary>
    Flip,

    /// <summary>The guider jumps by 30 pixels.</summary>
    Jump,

    /// <summary>A minute without stars.</summary>
    Gap,

    /// <summary>The brightest star saturates.</summary>
    Saturation,

    /// <summary>Another filter slides in: other colours, another sky.</summary>
    FilterSwap,

    /// <summary>Only a window of the detector is read from now on.</summary>
    Window,
}
