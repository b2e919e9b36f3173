using System.Globalization;

namespace Nocturne.Conformance;

/// <summary>Collects the deviations of one case, quantity by quantity, and keeps the worst of each against its tolerance.</summary>
public sealed class Tally
{
    readonly List<(string Quantity, double Worst, double Tolerance)> quantities = [];

    /// <summary>Compares two numbers: they agree when they differ by at most the tolerance, or when both are not numbers.</summary>
    public void Compare(string quantity, double actual, double expected, double tolerance) =>
        Limit(quantity, double.IsNaN(actual) && double.IsNaN(expected) || actual.Equals(expected) ? 0 : Math.Abs(actual - expected), tolerance);

    /// <summary>Demands that a deviation is at most the tolerance; a deviation that is not a number never is.</summary>
    public void Limit(string quantity, double deviation, double tolerance)
    {
        if (double.IsNaN(deviation)) deviation = double.PositiveInfinity;
        var place = quantities.FindIndex(entry => entry.Quantity == quantity);
        if (place < 0) quantities.Add((quantity, deviation, tolerance));
        else if (Excess(deviation, tolerance) > Excess(quantities[place].Worst, quantities[place].Tolerance)) quantities[place] = (quantity, deviation, tolerance);
    }

    /// <summary>Demands that two counts are equal.</summary>
    public void Same(string quantity, long actual, long expected) => Limit(quantity, Math.Abs(actual - expected), 0);

    /// <summary>The line of the case: all quantities that failed, or the one that came closest to failing.</summary>
    public CaseResult ToResult(string name)
    {
        if (quantities.Count == 0) return CaseResult.Failed(name, "nothing was compared");
        var failed = quantities.Where(entry => !(entry.Worst <= entry.Tolerance)).ToArray();
        var shown = failed.Length > 0 ? failed : [quantities.MaxBy(entry => Excess(entry.Worst, entry.Tolerance))];
        return new(name, failed.Length == 0, string.Join("; ", shown.Select(entry =>
            string.Create(CultureInfo.InvariantCulture, $"{entry.Quantity} {entry.Worst:g3} (limit {entry.Tolerance:g3})"))));
    }

    static double Excess(double deviation, double tolerance) => deviation <= 0 ? 0 : tolerance > 0 ? deviation / tolerance : double.PositiveInfinity;
}
