namespace Nocturne.Core.Instruments;

/// <summary>One value and how often it occurs.</summary>
/// <param name="Value">The value, for people: "5 s", "2x2", "512 x 512".</param>
/// <param name="Count">Number of frames.</param>
public sealed record SurveyCount(string Value, int Count);
