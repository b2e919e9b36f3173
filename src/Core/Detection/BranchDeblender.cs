using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>
/// Splits a detection in the way of Source Extractor: branches of the multi-threshold tree become sources, and the pixels below the
/// branches
/// are shared out at random, with weights that fall with the distance from each.
/// </summary>
sealed class BranchDeblender(SourceAnalysis analysis, ExtractionOptions options) : IDisposable
{
    /// <summary>Pixels times sources; beyond this, sharing out by distance from each source would take many seconds.</summary>
    const long MostWork = 500_000_000;

    const double FarthestExponent = 70;

    /// <summary>A branch needs this many pixels, or as many as a source if that is less.</summary>
    const int BranchPixels = 3;

    readonly PixelLattice lattice = new();
    readonly BranchTree tree = new();
    readonly ScanOrder scan = new();
    readonly Watershed watershed = new();
    readonly PooledList<int> labels = new(256);
    readonly PooledList<int> members = new(256);
    SharedDraw draw = new();

    /// <summary>Measures the sources of a detection.</summary>
    /// <param name="segment">The detection.</param>
    /// <param name="threshold">Its threshold [ADU].</param>
    /// <param name="take">Is given each source with the numbers of its pixels.</param>
    public void Split(Segment segment, double threshold, Action<ExtractedSource, Segment, ReadOnlySpan<int>> take)
    {
        var branches = Branches(segment, threshold);
        if (branches.Count < 2)
        {
            var all = AllPixels(segment);
            take(analysis.Measure(segment, all, threshold, null, QualityFlag.Good), segment, all);
            return;
        }

        labels.Clear();
        var label = labels.Extend(segment.Count);
        label.Clear();
        for (var k = 0; k < branches.Count; k++) lattice.Flood(branches[k].Seed, tree.Levels, branches[k].Level, label, k + 1);
        var parts = new PooledList<int>[branches.Count];
        for (var k = 0; k < parts.Length; k++) parts[k] = new(64);
        for (var k = 0; k < label.Length; k++)
            if (label[k] != 0) parts[label[k] - 1].Add(k);
        var cores = new ExtractedSource[branches.Count];
        for (var k = 0; k < cores.Length; k++)
        {
            scan.Arrange(segment, parts[k].Items);
            cores[k] = analysis.Measure(segment, parts[k].Items, tree.Threshold(branches[k].Level), null, QualityFlag.Good);
        }
        var flags = QualityFlag.Deblended;
        if ((long)branches.Count * segment.Count <= MostWork) ShareOut(segment, threshold, cores, parts);
        else
        {
            flags |= QualityFlag.TooComplex;
            ShareOutByFlood(segment, parts);
        }
        for (var k = 0; k < cores.Length; k++)
        {
            take(analysis.Measure(segment, parts[k].Items, threshold, (cores[k].X, cores[k].Y), cores[k].Flags | flags), segment, parts[k].Items);
            parts[k].Dispose();
        }
    }

    public void Dispose()
    {
        lattice.Dispose();
        tree.Dispose();
        scan.Dispose();
        watershed.Dispose();
        labels.Dispose();
        members.Dispose();
    }

    IReadOnlyList<BranchTree.Branch> Branches(Segment segment, double threshold)
    {
        var peak = float.NegativeInfinity;
        var light = 0.0;
        foreach (var value in segment.Values)
        {
            peak = Math.Max(peak, value);
            light += value;
        }
        if (!(threshold > 0) || !(peak > threshold) || options.DeblendContrast >= 1 || options.DeblendLevels < 2) return [];
        lattice.Build(segment);
        if (!lattice.HasSeveralMaxima(segment.Values)) return [];
        Span<double> levels = stackalloc double[options.DeblendLevels - 1];
        for (var k = 0; k < levels.Length; k++) levels[k] = (float)(threshold * Math.Pow(peak / threshold, (k + 1.0) / options.DeblendLevels));
        return tree.Search(segment, lattice, levels, Math.Min(options.MinimumPixels, BranchPixels), (float)(light * options.DeblendContrast));
    }

    /// <summary>
    /// Gives each pixel that belongs to no branch to one of them: weight amplitude × exp(-d²/2), d in units of the branch's ellipse.
    /// </summary>
    void ShareOut(Segment segment, double threshold, ExtractedSource[] cores, PooledList<int>[] parts)
    {
        var amplitudes = new double[cores.Length];
        for (var k = 0; k < cores.Length; k++)
        {
            var core = cores[k];
            var exponent = core.Area / (2 * Math.PI * core.AreaCorrection * core.SemiMajorSigma * core.SemiMinorSigma);
            var limit = 4 * core.FilteredPeak;
            amplitudes[k] = exponent < FarthestExponent ? Math.Min(limit, threshold * Math.Exp(exponent)) : limit;
        }
        var cumulative = new float[cores.Length];
        var label = labels.Items;
        foreach (var pixel in AllPixels(segment))
        {
            if (label[pixel] != 0) continue;
            var sum = 0f;
            var (nearest, least) = (0, float.PositiveInfinity);
            for (var k = 0; k < cores.Length; k++)
            {
                var ellipse = cores[k].EllipseCoefficients;
                double dx = segment.X[pixel] - cores[k].X, dy = segment.Y[pixel] - cores[k].Y;
                var distance = (float)(0.5 * ((ellipse.XX * dx * dx) + (ellipse.YY * dy * dy) + (ellipse.XY * dx * dy)) / cores[k].AreaCorrection);
                if (distance < least) (nearest, least) = (k, distance);
                if (distance < FarthestExponent) sum = (float)(sum + (amplitudes[k] * Math.Exp(-distance)));
                cumulative[k] = sum;
            }
            parts[sum > 1e-31f ? Drawn(cumulative, (float)((double)sum * draw.Next() / SharedDraw.Largest), nearest) : nearest].Add(pixel);
        }
    }

    /// <summary>
    /// Gives each pixel that belongs to no branch to the branch from which a flood reaches it first: for blends with too many of both.
    /// </summary>
    void ShareOutByFlood(Segment segment, PooledList<int>[] parts)
    {
        watershed.Flood(segment.Values, lattice, labels.Items);
        foreach (var part in parts) part.Clear();
        for (var k = 0; k < segment.Count; k++) parts[labels.Items[k] - 1].Add(k);
    }

    /// <summary>The pixels of a segment in the order of the scan.</summary>
    Span<int> AllPixels(Segment segment)
    {
        members.Clear();
        var all = members.Extend(segment.Count);
        for (var k = 0; k < all.Length; k++) all[k] = k;
        scan.Arrange(segment, all);
        return all;
    }

    static int Drawn(ReadOnlySpan<float> cumulative, float drawn, int otherwise)
    {
        for (var k = 0; k < cumulative.Length; k++)
            if (!(cumulative[k] < drawn)) return k;
        return otherwise;
    }
}
