namespace Nocturne.Core.Detection;

/// <summary>
/// Splits a segment with several peaks: markers from many levels between its faintest and brightest pixel, then a watershed from the
/// markers.
/// Pieces with too small a share of the flux are given back one by one, the faintest first.
/// </summary>
sealed class WatershedDeblender : IDisposable
{
    const int TooManyMarkers = 200;

    readonly PixelLattice lattice = new();
    readonly PeakTree tree = new();
    readonly Watershed watershed = new();

    /// <summary>Gives each pixel of the segment the number of its piece, from 1.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="options">Levels, contrast and least area.</param>
    /// <param name="labels">As long as the segment.</param>
    /// <returns>The number of pieces; with one piece the labels are not set.</returns>
    public int Split(Segment segment, SegmentationOptions options, Span<int> labels)
    {
        float lowest = float.PositiveInfinity, highest = float.NegativeInfinity;
        foreach (var value in segment.Values)
        {
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
        }
        if (!(highest > lowest)) return 1;
        lattice.Build(segment);
        if (!lattice.HasSeveralMaxima(segment.Values)) return 1;

        Span<double> thresholds = stackalloc double[options.DeblendLevels];
        var geometric = lowest > 0;
        var pieces = 0;
        if (geometric)
        {
            for (var k = 0; k < thresholds.Length; k++) thresholds[k] = lowest * Math.Pow((double)highest / lowest, (k + 1.0) / (thresholds.Length + 1));
            pieces = tree.Mark(segment, lattice, thresholds, options.MinimumPixels, labels);
        }
        if (!geometric || pieces > TooManyMarkers)
        {
            for (var k = 0; k < thresholds.Length; k++) thresholds[k] = lowest + (((double)highest - lowest) * (k + 1.0) / (thresholds.Length + 1));
            pieces = tree.Mark(segment, lattice, thresholds, options.MinimumPixels, labels);
        }
        return pieces < 2 ? 1 : Flood(segment, options.DeblendContrast, labels, pieces);
    }

    public void Dispose()
    {
        lattice.Dispose();
        tree.Dispose();
        watershed.Dispose();
    }

    int Flood(Segment segment, double contrast, Span<int> labels, int pieces)
    {
        var total = 0.0;
        foreach (var value in segment.Values) total += value;
        Span<double> fluxes = pieces < 256 ? stackalloc double[pieces + 1] : new double[pieces + 1];
        Span<bool> gone = pieces < 256 ? stackalloc bool[pieces + 1] : new bool[pieces + 1];
        for (var alive = pieces; ; alive--)
        {
            watershed.Flood(segment.Values, lattice, labels);
            if (alive == 1) return 1;
            fluxes.Clear();
            for (var k = 0; k < segment.Count; k++) fluxes[labels[k]] += segment.Values[k];
            var faintest = 0;
            for (var piece = 1; piece <= pieces; piece++)
                if (!gone[piece] && (faintest == 0 || fluxes[piece] < fluxes[faintest])) faintest = piece;
            if (!(fluxes[faintest] / total < contrast)) return Renumber(labels[..segment.Count], pieces);
            gone[faintest] = true;
            labels[..segment.Count].Replace(faintest, 0);
        }
    }

    /// <summary>Closes the gaps in the numbering, keeping reading order.</summary>
    static int Renumber(Span<int> labels, int pieces)
    {
        Span<int> numbers = pieces < 1024 ? stackalloc int[pieces + 1] : new int[pieces + 1];
        var count = 0;
        foreach (ref var label in labels)
        {
            if (numbers[label] == 0) numbers[label] = ++count;
            label = numbers[label];
        }
        return count;
    }
}
