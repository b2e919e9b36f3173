namespace Nocturne.Core.Yaml;

/// <summary>A text is not the YAML that we read; the sentence names the line and what is wrong.</summary>
public sealed class YamlTreeException(string message, Exception? inner = null) : Exception(message, inner);
