namespace Nocturne.Streams;

/// <summary>Memory of a step of the night that is over.</summary>
public static class SpentMemory
{
    /// <summary>
    /// Gives it back to the system, so that it does not stand beside what the next step needs: the peak of a night is that of its largest step and not of
    /// their sum, and does not depend on how long the night is. Takes some milliseconds; for the seams between steps, not for every frame.
    /// </summary>
    public static void Return() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);

    /// <summary>
    /// Collects what the frames of before left behind, so that it does not pile up with the length of the night. The runtime would let it, up to some part of all it
    /// has. Buffers of frames stay where they are: it takes a few milliseconds, and is for every few hundred megabytes of pixels.
    /// </summary>
    public static void Sweep() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
}
