namespace Nocturne.Runner.Report;

/// <summary>The chart library uPlot, to be put into a page.</summary>
/// <param name="Script">Its script, which defines <c>uPlot</c>.</param>
/// <param name="Style">Its style sheet.</param>
/// <param name="Licence">Its licence, which goes where it goes.</param>
public sealed record ChartLibrary(string Script, string Style, string Licence);
