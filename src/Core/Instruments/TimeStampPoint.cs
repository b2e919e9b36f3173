namespace Nocturne.Core.Instruments;

/// <summary>Which moment of the exposure a time stamp marks.</summary>
public enum TimeStampPoint
{
    Start,
    Mid,
    End,
}
