namespace Nocturne.Streams;

/// <summary>What a stage does when the user's function fails on an element.</summary>
public enum StreamDirective
{
    /// <summary>The stream fails with that exception. The default.</summary>
    Stop,

    /// <summary>The element is dropped (disposed and counted), the stage keeps its state.</summary>
    Resume,

    /// <summary>The element is dropped (disposed and counted), the stage starts again from its seed.</summary>
    Restart,
}
