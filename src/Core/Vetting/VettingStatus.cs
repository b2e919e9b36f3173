namespace Nocturne.Core.Vetting;

/// <summary>How a check ended; none says pass or fail.</summary>
public enum VettingStatus
{
    /// <summary>It has numbers.</summary>
    Ok,

    /// <summary>It does not apply to these data; a flag says why.</summary>
    Skipped,

    /// <summary>What it was asked makes no sense, or it failed.</summary>
    Error,
}
