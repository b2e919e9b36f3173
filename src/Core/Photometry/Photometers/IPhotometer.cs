namespace Nocturne.Core.Photometry.Photometers;

/// <summary>A way to measure sources: either one by one (<see cref="ISourcePhotometer"/>) or all of a frame together (<see cref="IFramePhotometer"/>).</summary>
/// <remarks>One instance serves all frames of a band, several at the same time: it must not change.</remarks>
public interface IPhotometer
{
    /// <summary>Whether it needs the point source of the frame, which takes a fit to the frame's stars.</summary>
    bool NeedsPsf => false;
}
