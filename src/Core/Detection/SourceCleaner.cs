namespace Nocturne.Core.Detection;

/// <summary>
/// Finds detections that a brighter neighbour's wings would have made by themselves (Bertin and Arnouts 1996, section 7): the neighbour
/// is taken for a Moffat profile
/// of its flux and size, and the fainter one goes when its pixels do not rise above that profile.
/// </summary>
static class SourceCleaner
{
    const double Reach = 10;

    /// <returns>For each source whether it stays.</returns>
    public static bool[] Survivors(IReadOnlyList<ExtractedSource> sources, double exponent)
    {
        var stays = new bool[sources.Count];
        Array.Fill(stays, true);
        // Pairs are looked at in catalogue order, as what was removed early removes nothing later; the order in y limits the search.
        var byRow = Enumerable.Range(0, sources.Count).OrderBy(k => sources[k].Y).ToArray();
        var rows = Array.ConvertAll(byRow, k => sources[k].Y);
        var widest = sources.Count > 0 ? sources.Max(source => source.SemiMajorSigma) : 0;
        var near = new List<int>();
        for (var i = 0; i < sources.Count; i++)
        {
            if (!stays[i]) continue;
            var one = sources[i];
            var reach = Reach * (one.SemiMajorSigma + widest);
            near.Clear();
            for (var k = LowerBound(rows, one.Y - reach); k < rows.Length && rows[k] <= one.Y + reach; k++)
                if (byRow[k] > i) near.Add(byRow[k]);
            near.Sort();
            foreach (var j in near)
            {
                if (!stays[j]) continue;
                var other = sources[j];
                double dx = one.X - other.X, dy = one.Y - other.Y, limit = Reach * (one.SemiMajorSigma + other.SemiMajorSigma);
                if ((dx * dx) + (dy * dy) > limit * limit) continue;
                if (other.FilteredFlux < one.FilteredFlux) stays[j] = !Covers(one, dx, dy, other.LeastExcess, exponent);
                else if (Covers(other, dx, dy, one.LeastExcess, exponent)) stays[i] = false;
            }
        }
        return stays;
    }

    static bool Covers(ExtractedSource brighter, double dx, double dy, float excess, double exponent)
    {
        var area = Math.PI * brighter.SemiMajorSigma * brighter.SemiMinorSigma;
        var amplitude = brighter.FilteredFlux / (2 * area * brighter.AreaCorrection);
        var steepness = (Math.Pow(amplitude / brighter.Threshold, 1 / exponent) - 1) * area / brighter.Area;
        var ellipse = brighter.EllipseCoefficients;
        var distance = 1 + (steepness * ((ellipse.XX * dx * dx) + (ellipse.YY * dy * dy) + (ellipse.XY * dx * dy)));
        return distance > 1 && (distance < 1e10 ? (float)(amplitude * Math.Pow(distance, -exponent)) : 0) > excess;
    }

    static int LowerBound(double[] values, double limit)
    {
        var (low, high) = (0, values.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (values[middle] < limit) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
