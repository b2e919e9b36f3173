using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>A way of one's own to find the sky of a whole frame, given on a mesh: Nocturne lays smooth surfaces through it.</summary>
/// <remarks>One instance serves all frames, several at the same time: it must not change.</remarks>
public interface IFrameBackground
{
    /// <summary>Finds the sky at the centres of the boxes.</summary>
    /// <param name="frame">Calibrated counts; pixels that are not numbers say nothing.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="boxes">How the frame is divided.</param>
    /// <param name="level">Takes the level of each box, row by row [ADU]; where it is not a number, the neighbours decide.</param>
    /// <param name="rms">Takes the standard deviation of one pixel of sky in each box, row by row [ADU].</param>
    void Estimate(ImageView frame, ReadOnlySpan<bool> mask, MeshBoxes boxes, Span<double> level, Span<double> rms);
}
