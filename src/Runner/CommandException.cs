namespace Nocturne.Runner;

/// <summary>Ends a command with a sentence for the user and an exit code.</summary>
sealed class CommandException(ExitCode code, string message, Exception? inner = null) : Exception(message, inner)
{
    public ExitCode Code { get; } = code;
}
