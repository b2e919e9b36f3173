namespace Nocturne.Core.Instruments;

/// <summary>What a plain number for an angle counts. Sexagesimal right ascensions are always hours.</summary>
public enum AngleUnit
{
    Degrees,
    Hours,
}
