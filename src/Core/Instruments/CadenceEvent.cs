namespace Nocturne.Core.Instruments;

/// <summary>A place in a series of frames where its rhythm breaks.</summary>
/// <param name="After">The last frame before it.</param>
/// <param name="File">The frame at which it shows.</param>
/// <param name="Seconds">From the start of the one to that of the other, or how late a frame is [s].</param>
/// <param name="Count">Frames concerned: lost ones, or those with one stamp.</param>
public sealed record CadenceEvent(string After, string File, double Seconds, int Count);
