namespace Nocturne.Streams;

/// <summary>Memory of a step of the night that is over.</summary>
public static class SpentMemory
{
    /// <summary>
    /// Gives it back to the system, so that it does not stand beside what the next step needs: the peak of a night is that of its largest step and not of
    /// their sum, and does not depend on how long the night is. Takes some milliseconds; for the seams between steps, not for every frame.
    /// </summary>
    public static void Return() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
}
