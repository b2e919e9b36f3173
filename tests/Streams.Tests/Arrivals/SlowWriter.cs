namespace Nocturne.Streams.Tests.Arrivals;

/// <summary>Writes one frame in a way, in steps and with pauses that a seed decides.</summary>
sealed class SlowWriter
{
    readonly WatchedFolder folder;
    readonly Random random;
    readonly byte[] bytes;
    readonly byte[] made;
    readonly string temporary;
    int written;

    public SlowWriter(WatchedFolder folder, int seed)
    {
        this.folder = folder;
        random = new(seed);
        bytes = WatchedFolder.Frame(seed, side: random.Next(8, 48));
        made = new byte[bytes.Length];
        Way = (Kind)(seed % Enum.GetValues<Kind>().Length);
        temporary = Way switch
        {
            Kind.Rsync => $".frame.fits.{random.Next(0x1000, 0xFFFF):X}",
            Kind.Renamed => "frame.fits.part",
            _ => "frame.fits",
        };
    }

    public enum Kind
    {
        Grows,
        Filled,
        Renamed,
        Rsync,
        CopiedTwice,
    }

    public Kind Way { get; }

    public bool IsDone { get; private set; }

    /// <summary>Names that the frame has in the end.</summary>
    public int Files => Way == Kind.CopiedTwice ? 2 : 1;

    /// <summary>Writes some more; the pause until the next step.</summary>
    public TimeSpan Step()
    {
        written = Math.Min(bytes.Length, written + random.Next(1, 1024));
        bytes.AsSpan(0, written).CopyTo(made);
        folder.Write(temporary, Way == Kind.Filled ? made : made.AsSpan(0, written));
        if (written == bytes.Length || (Way == Kind.Filled && made.AsSpan().SequenceEqual(bytes)))
        {
            IsDone = true;
            if (temporary != "frame.fits") File.Move(folder.At(temporary), folder.At("frame.fits"));
            if (Way == Kind.CopiedTwice) folder.Write("again.fits", bytes);
        }

        // Mostly quick, at times slower than the settle time.
        return TimeSpan.FromMilliseconds(random.Next(10) == 0 ? random.Next(1000, 6000) : random.Next(1, 400));
    }
}
