namespace Nocturne.TestKit;

/// <summary>A probe saw something else than was expected.</summary>
public sealed class ExpectationException(string message) : Exception(message);
