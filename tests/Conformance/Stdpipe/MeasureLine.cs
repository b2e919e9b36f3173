using System.Globalization;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>What a case came to: the column that used most of its tolerance.</summary>
/// <param name="Name">The case.</param>
/// <param name="Column">The column.</param>
/// <param name="Worst">Its largest deviation.</param>
/// <param name="Tolerance">What is allowed.</param>
/// <param name="Note">Row, or what else went wrong.</param>
sealed record MeasureLine(string Name, string Column, double Worst, double Tolerance, string Note = "")
{
    public bool Passed => Worst <= Tolerance;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(Passed ? "ok  " : "FAIL")} {Name,-34} {Column,-18} {Worst,10:g3} of {Tolerance,8:g3}  {Note}");
}
