namespace Nocturne.Streams;

/// <summary>The result of a sink that has no other result than being finished.</summary>
public readonly record struct Done;
