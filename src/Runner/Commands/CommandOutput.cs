namespace Nocturne.Runner.Commands;

/// <summary>Where a command writes: results on one stream, progress and errors on the other.</summary>
sealed record CommandOutput(TextWriter Results, TextWriter Errors);
