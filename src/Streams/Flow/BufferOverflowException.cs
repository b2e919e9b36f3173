namespace Nocturne.Streams;

/// <summary>A buffer that must not overflow did.</summary>
public sealed class BufferOverflowException(int capacity)
    : Exception($"A buffer of {capacity} elements is full and its strategy is to fail: downstream is too slow.");
