namespace Nocturne.Runner.Plots;

/// <summary>One name in a legend.</summary>
/// <param name="Text">The name.</param>
/// <param name="Ink">The colour of what it names.</param>
/// <param name="Mark">How that is drawn.</param>
sealed record LegendEntry(string Text, Ink Ink, LegendMark Mark = LegendMark.Dot);
