namespace Nocturne.Core.Instruments;

/// <summary>A frame as a survey of a night sees it.</summary>
/// <param name="File">Name for people.</param>
/// <param name="Width">Width [pixels].</param>
/// <param name="Height">Height [pixels].</param>
/// <param name="Facts">What its header says.</param>
public sealed record SurveyedFrame(string File, int Width, int Height, FrameFacts Facts);
