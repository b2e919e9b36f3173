using System.Globalization;

namespace Nocturne.Conformance.Roman;

/// <summary>Collects what is wrong with one case.</summary>
sealed class CaseCheck
{
    readonly Dictionary<string, double> worst = [];

    public List<string> Problems { get; } = [];

    public List<string> Notes { get; } = [];

    public void Problem(string what) => Problems.Add(what);

    public void True(bool condition, string what)
    {
        if (!condition) Problem(what);
    }

    public void Same<T>(T actual, T expected, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected)) Problem($"{what} is {actual}, expected {expected}");
    }

    /// <summary>Compares with an absolute tolerance; a NaN must meet a NaN, an infinity the same one.</summary>
    public void Near(double actual, double expected, double tolerance, string what)
    {
        if (double.IsNaN(expected) ? double.IsNaN(actual) : actual == expected || Math.Abs(actual - expected) <= tolerance)
        {
            return;
        }

        Problem(string.Create(CultureInfo.InvariantCulture, $"{what} is {actual:R}, expected {expected:R} within {tolerance:G3}"));
    }

    public void NearRelative(double actual, double expected, double tolerance, string what) => Near(actual, expected, tolerance * Math.Abs(expected), what);

    /// <summary>Remembers the largest of a kind of difference for the line of the case.</summary>
    public void Worst(string what, double difference)
    {
        if (!(difference > worst.GetValueOrDefault(what, -1))) return;
        worst[what] = difference;
        Notes.RemoveAll(note => note.StartsWith(what + " ", StringComparison.Ordinal));
        Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {difference:G2}"));
    }
}
