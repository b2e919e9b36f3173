namespace Nocturne.Actors.Night;

/// <summary>Published when files stay incomplete.</summary>
/// <param name="Files">The files, relative to the night, with the reasons.</param>
public sealed record FilesIncomplete(IReadOnlyList<(string File, string Reason)> Files);
