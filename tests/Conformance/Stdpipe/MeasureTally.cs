namespace Nocturne.Conformance.Stdpipe;

/// <summary>Collects deviations of one case and keeps the one that used most of its tolerance; a share of the rows may be allowed to fail.</summary>
sealed class MeasureTally(string name)
{
    readonly List<(string Column, double Deviation, double Tolerance, string Row)> entries = [];

    /// <summary>Compares two numbers; both NaN agree.</summary>
    public void Add(string column, double ours, double theirs, double tolerance, string row)
    {
        var deviation = double.IsNaN(ours) && double.IsNaN(theirs) ? 0 : Math.Abs(ours - theirs);
        entries.Add((column, double.IsNaN(deviation) ? double.PositiveInfinity : deviation, tolerance, row));
    }

    public void Fail(string column, string why) => entries.Add((column, double.PositiveInfinity, 0, why));

    /// <summary>The verdict.</summary>
    /// <param name="looseShare">Share of the entries of a column that may exceed its tolerance, up to <paramref name="looseFactor"/> times.</param>
    /// <param name="looseFactor">See there.</param>
    public MeasureLine Line(double looseShare = 0, double looseFactor = 1)
    {
        if (entries.Count == 0) return new MeasureLine(name, "-", 0, 0, "nothing to compare");
        MeasureLine? worst = null;
        foreach (var column in entries.GroupBy(entry => entry.Column))
        {
            var ordered = column.OrderByDescending(entry => Ratio(entry.Deviation, entry.Tolerance)).ToArray();
            var loose = (int)(looseShare * ordered.Length);
            foreach (var (entry, place) in ordered.Select((entry, place) => (entry, place)).Where(pair => pair.place == 0 || pair.place == loose))
            {
                var factor = place < loose ? looseFactor : 1;
                var line = new MeasureLine(name, column.Key, entry.Deviation, entry.Tolerance * factor, entry.Row);
                if (worst is null || Ratio(line.Worst, line.Tolerance) > Ratio(worst.Worst, worst.Tolerance)) worst = line;
            }
        }

        return worst!;
    }

    static double Ratio(double deviation, double tolerance) => deviation == 0 ? 0 : tolerance > 0 ? deviation / tolerance : double.PositiveInfinity;
}
