namespace Nocturne.Core.Instruments;

/// <summary>How a header writes a time.</summary>
public enum TimeFormat
{
    /// <summary>A calendar date and a time of day.</summary>
    Calendar,

    /// <summary>Modified Julian Date.</summary>
    Mjd,

    /// <summary>Julian Date.</summary>
    Jd,
}
