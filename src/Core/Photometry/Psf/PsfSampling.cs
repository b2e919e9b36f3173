namespace Nocturne.Core.Photometry.Psf;

/// <summary>How a sampled model becomes the pixels of a stamp.</summary>
public enum PsfSampling
{
    /// <summary>
    /// By what the model says of itself: interpolated when its samples went through a pixel already, integrated over each pixel when not.
    /// </summary>
    ByModel,

    /// <summary>
    /// As stdpipe does: shifted and summed in blocks where the sides allow it, interpolated elsewhere; scaled to one per stamp.
    /// </summary>
    Stdpipe,

    /// <summary>
    /// As the sep-x fit does: area overlap of fine samples, Lanczos of coarse ones, centre at index side ÷ 2; scaled to one per stamp.
    /// </summary>
    Sepx,
}
