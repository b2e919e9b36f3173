namespace Nocturne.Runner.Live;

/// <summary>All sources of a band at one point of its thinned light curves.</summary>
/// <param name="Start">Time of its first frame [s since 1970, UTC].</param>
/// <param name="Cells">The sources, in the order in which the band has them; sources that came later are missing at the end.</param>
sealed record CurvePoint(double Start, CurveCell[] Cells)
{
    /// <summary>Mean time of its frames [s since 1970, UTC].</summary>
    public double Time { get; private set; } = Start;

    /// <summary>Frames in it.</summary>
    public int Frames { get; private set; } = 1;

    public CurveCell[] Cells { get; private set; } = Cells;

    /// <summary>Takes another point in.</summary>
    public void Add(CurvePoint other)
    {
        var frames = Frames + other.Frames;
        Time += (other.Time - Time) * other.Frames / frames;
        Frames = frames;
        if (Cells.Length < other.Cells.Length)
        {
            var more = Cells;
            Array.Resize(ref more, other.Cells.Length);
            Cells = more;
        }
        for (var i = 0; i < other.Cells.Length; i++) Cells[i].Add(other.Cells[i]);
    }
}
