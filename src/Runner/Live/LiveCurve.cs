namespace Nocturne.Runner.Live;

/// <summary>The light curves of a band for the eye, in bounded memory however long the night is: the last frames one by one, those before them as means of neighbours.</summary>
/// <remarks>Whenever the older part is full, neighbours are taken together, two by two; never across a gap. Not for several threads.</remarks>
/// <param name="seconds">Length of the night that is kept [s].</param>
sealed class LiveCurve(double seconds)
{
    /// <summary>Frames that are kept one by one.</summary>
    public const int Recent = 600;

    /// <summary>Points of the older part.</summary>
    public const int Older = 1200;

    /// <summary>A pause of so many frames is a gap.</summary>
    const double GapInSpacings = 10;

    readonly List<CurvePoint> older = [];
    readonly List<CurvePoint> recent = [];
    int perPoint = 1;
    double spacing;

    /// <summary>The points by time.</summary>
    public IEnumerable<CurvePoint> Points => older.Concat(recent);

    /// <summary>Number of points.</summary>
    public int Count => older.Count + recent.Count;

    /// <summary>Adds a frame; one of the same time takes its place.</summary>
    /// <param name="point">The frame.</param>
    /// <returns>False when it went among the older points, so that these are not what they were.</returns>
    public bool Add(CurvePoint point)
    {
        if (recent.Count > 0 && point.Time <= recent[^1].Time) return Insert(point);
        if (recent.Count > 0) Learn(point.Time - recent[^1].Time);
        recent.Add(point);
        if (recent.Count > Recent) Retire();
        var begin = point.Time - seconds;
        if (older.Count > 0 && older[0].Time < begin) older.RemoveAll(old => old.Time < begin);
        return true;
    }

    /// <summary>Follows the usual time between frames.</summary>
    void Learn(double step) => spacing = spacing == 0 ? step : spacing + (0.05 * (Math.Min(step, GapInSpacings * spacing) - spacing));

    bool Insert(CurvePoint late)
    {
        if (late.Time < recent[0].Time && older.Count > 0)
        {
            older[Nearest(late.Time)].Add(late);
            return false;
        }
        var at = recent.FindIndex(point => point.Time >= late.Time);
        if (recent[at].Time - late.Time < 1e-6) recent[at] = late;
        else recent.Insert(at, late);
        if (recent.Count > Recent) Retire();
        return true;
    }

    int Nearest(double time)
    {
        var (low, high) = (0, older.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (older[middle].Time < time) low = middle + 1;
            else high = middle;
        }
        return low > 0 && time - older[low - 1].Time < older[low].Time - time ? low - 1 : low;
    }

    /// <summary>The first of the recent frames becomes one of the older ones.</summary>
    void Retire()
    {
        var point = recent[0];
        recent.RemoveAt(0);
        if (older.Count > 0 && MayJoin(older[^1], point)) older[^1].Add(point);
        else older.Add(point);
        while (older.Count > Older) Thin();
    }

    void Thin()
    {
        perPoint *= 2;
        var kept = new List<CurvePoint>(older.Count);
        foreach (var point in older)
        {
            if (kept.Count > 0 && MayJoin(kept[^1], point)) kept[^1].Add(point);
            else kept.Add(point);
        }
        older.Clear();
        older.AddRange(kept);
    }

    bool MayJoin(CurvePoint point, CurvePoint next) =>
        point.Frames + next.Frames <= perPoint && (next.Time - point.Time <= GapInSpacings * perPoint * spacing || perPoint > 1 << 20);
}
