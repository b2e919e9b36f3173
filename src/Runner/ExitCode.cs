namespace Nocturne.Runner;

/// <summary>What the program tells the shell.</summary>
enum ExitCode
{
    /// <summary>All well.</summary>
    Success = 0,

    /// <summary>A fault of the program itself.</summary>
    InternalError = 1,

    /// <summary>The command line or the settings are wrong.</summary>
    Usage = 2,

    /// <summary>The input is missing, unreadable or holds no frames.</summary>
    UnusableInput = 3,

    /// <summary>There were frames, but none could be reduced.</summary>
    NothingReduced = 4,

    /// <summary>Some bands have light curves, others have none.</summary>
    PartlyReduced = 5,

    /// <summary>The output cannot be written: disk full, no permission, in use.</summary>
    OutputFailed = 6,

    /// <summary>Stopped by the user; the same command continues.</summary>
    Interrupted = 130,
}
