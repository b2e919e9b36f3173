namespace Nocturne.Core.Fits;

/// <summary>The descriptor of an array of variable length, as it stands in the cell of a table.</summary>
/// <param name="Count">Number of values.</param>
/// <param name="Offset">Where they begin in the heap [bytes].</param>
readonly record struct HeapArray(long Count, long Offset);
