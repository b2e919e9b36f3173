namespace Nocturne.Core.Tables;

/// <summary>A table cannot be read; the sentence says which file, where and why.</summary>
public sealed class TableException(string fileName, string message, Exception? inner = null) : Exception($"{fileName}: {message}", inner)
{
    public string FileName { get; } = fileName;
}
