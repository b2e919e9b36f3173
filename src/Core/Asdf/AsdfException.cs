namespace Nocturne.Core.Asdf;

/// <summary>An ASDF file cannot be read; the sentence says which, where and why.</summary>
public sealed class AsdfException(AsdfFault fault, string fileName, string message, Exception? inner = null)
    : Exception($"{fileName}: {message}", inner)
{
    public AsdfFault Fault { get; } = fault;

    public string FileName { get; } = fileName;
}
