namespace Nocturne.Core.Photometry.Photometers;

/// <summary>A way to measure one source from the pixels round it.</summary>
/// <remarks>This is what a photometer of one's own implements; the README shows how.</remarks>
public interface ISourcePhotometer : IPhotometer
{
    /// <summary>How far from the source it looks [pixels].</summary>
    /// <param name="place">The source.</param>
    /// <param name="psf">Point source of the frame; none unless asked for.</param>
    double Reach(in SourcePlace place, Psf.FramePsf? psf);

    /// <summary>Measures a source.</summary>
    /// <param name="source">The source and its pixels.</param>
    PhotometerResult Measure(in SourceView source);
}
