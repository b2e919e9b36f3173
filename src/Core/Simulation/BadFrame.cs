namespace Nocturne.Core.Simulation;

/// <summary>A frame whose file is to be bad.</summary>
/// <param name="Frame">Its index, from 0.</param>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Filter">The band; null for all.</param>
public sealed record BadFrame(int Frame, BadFrameKind Kind, string? Filter = null);
