namespace Nocturne.Core.Photometry.Photometers;

/// <summary>A way to measure all sources of a frame together, so that neighbours share out their light.</summary>
public interface IFramePhotometer : IPhotometer
{
    /// <summary>Measures the sources.</summary>
    /// <param name="view">The frame and its sources.</param>
    /// <param name="results">One per source; those of unknown places are left alone.</param>
    void Measure(in FrameView view, Span<PhotometerResult> results);
}
