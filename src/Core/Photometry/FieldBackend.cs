namespace Nocturne.Core.Photometry;

/// <summary>How scattered samples become a field.</summary>
public enum FieldBackend
{
    /// <summary>A polynomial.</summary>
    Polynomial,

    /// <summary>A robust local regression.</summary>
    Loess,

    /// <summary>A smoothed grid of medians.</summary>
    Grid,
}
