namespace Nocturne.Core.Roman;

/// <summary>A file is readable but cannot be measured as it is; the sentence says what is missing or does not fit.</summary>
public sealed class ScienceImageException(string fileName, string message) : Exception($"{fileName}: {message}")
{
    public string FileName { get; } = fileName;
}
