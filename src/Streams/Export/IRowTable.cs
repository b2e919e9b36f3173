namespace Nocturne.Streams.Export;

/// <summary>A table that is written row by row in one of the formats; without <see cref="Commit"/> nothing is left of it.</summary>
public interface IRowTable<TRow> : IDisposable
{
    void Add(TRow row);

    /// <summary>All rows were given: puts the product in its place.</summary>
    void Commit();
}
