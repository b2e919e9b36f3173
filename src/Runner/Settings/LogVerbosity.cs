namespace Nocturne.Runner.Settings;

/// <summary>How much is logged.</summary>
public enum LogVerbosity
{
    Error,
    Warning,
    Information,
    Debug,
}
