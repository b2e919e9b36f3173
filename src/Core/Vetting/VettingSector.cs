namespace Nocturne.Core.Vetting;

/// <summary>One sector, quarter or night of a candidate.</summary>
/// <param name="Key">What it is called: the number of the sector, or a name of the user's.</param>
/// <param name="Input">What the checks look at.</param>
public sealed record VettingSector(string Key, VettingInput Input);
