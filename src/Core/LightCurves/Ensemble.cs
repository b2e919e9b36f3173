namespace Nocturne.Core.LightCurves;

/// <summary>The light of the comparison stars together, frame by frame, and what was found out about each of them.</summary>
/// <param name="Level">Light that comes through, 1 in the usual clear frame; NaN where no comparison was measured.</param>
/// <param name="LevelError">Standard deviation of the level.</param>
/// <param name="TotalFlux">Usual flux of all used comparisons together [ADU]: level times this is their sum, also where one of them is missing.</param>
/// <param name="Comparisons">Verdicts, in the order in which the stars were given.</param>
/// <param name="Remarks">Sentences on the ensemble as a whole.</param>
public sealed record Ensemble(double[] Level, double[] LevelError, double TotalFlux, IReadOnlyList<ComparisonVerdict> Comparisons, IReadOnlyList<string> Remarks)
{
    /// <summary>The stars that the target is compared with.</summary>
    public IEnumerable<ComparisonVerdict> Used => Comparisons.Where(star => star.IsUsed);
}
