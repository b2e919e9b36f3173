namespace Nocturne.Streams.Store;

/// <summary>Where the files of a night came from, so that the whole of it can be read again.</summary>
/// <param name="Root">Folder that the names of files are relative to.</param>
/// <param name="Recursive">Whether its subfolders belong to the night.</param>
public sealed record NightSource(string Root, bool Recursive);
