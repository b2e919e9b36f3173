namespace Nocturne.Runner.Commands;

/// <summary>Where a command writes: results on one stream, progress and errors on the other.</summary>
sealed record CommandOutput(TextWriter Results, TextWriter Errors)
{
    /// <summary>The clock by which nights run.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
