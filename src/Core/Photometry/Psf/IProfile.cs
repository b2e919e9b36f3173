namespace Nocturne.Core.Photometry.Psf;

/// <summary>The light of a point source, pixel by pixel, with one count in all.</summary>
/// <remarks>Immutable: one instance may serve any number of threads.</remarks>
public interface IProfile
{
    /// <summary>Columns of a stamp that holds the profile [pixels].</summary>
    int Width { get; }

    /// <summary>Rows of a stamp that holds the profile [pixels].</summary>
    int Height { get; }

    /// <summary>Fills a stamp of <see cref="Width"/> × <see cref="Height"/> pixels.</summary>
    /// <param name="x">Position of the source in the frame [pixels].</param>
    /// <param name="y">Position of the source in the frame [pixels].</param>
    /// <param name="left">Column of the frame where the stamp begins.</param>
    /// <param name="top">Row of the frame where the stamp begins.</param>
    /// <param name="stamp">Share of the light per pixel, row by row.</param>
    void Fill(double x, double y, int left, int top, Span<double> stamp);
}
