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

    /// <summary>Bands that have begun and not ended.</summary>
    public volatile IReadOnlyList<BandGauge> Bands = [];

    /// <summary>Frames that wait for the band with the fewest of them; none while a band is about anything but measuring, for it may need more to get on.</summary>
    public int Backlog => Bands.Select(band => band.Backlog).DefaultIfEmpty().Min();

    public void Take(int files) => Interlocked.Add(ref taken, files);
}
