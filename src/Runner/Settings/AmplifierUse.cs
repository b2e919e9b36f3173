namespace Nocturne.Runner.Settings;

/// <summary>What becomes of several images of one chip in a file.</summary>
public enum AmplifierUse
{
    /// <summary>They are put together to one frame.</summary>
    Assemble,

    /// <summary>Each is a frame.</summary>
    Separate,
}
