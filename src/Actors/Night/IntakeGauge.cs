namespace Nocturne.Actors.Night;

/// <summary>Keeps count of the intake for the <see cref="NightStatus"/>.</summary>
sealed class IntakeGauge
{
    long taken;

    /// <summary>Files that were taken.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Files that are seen but not whole.</summary>
    public volatile int Pending;

    /// <summary>What keeps files from being taken; null when nothing does.</summary>
    public volatile string? Trouble;

    public void Take(int files) => Interlocked.Add(ref taken, files);
}
