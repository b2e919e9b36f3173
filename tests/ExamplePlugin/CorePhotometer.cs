using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace MyLab;

/// <summary>A photometer of one's own: the light of the nine pixels in the middle, good for crowded fields. In labels it is called <c>core</c>.</summary>
public sealed class CorePhotometer : ISourcePhotometer
{
    /// <inheritdoc/>
    public double Reach(in SourcePlace place, FramePsf? psf) => 1;

    /// <inheritdoc/>
    public PhotometerResult Measure(in SourceView source)
    {
        var pixels = source.Pixels;
        var core = new PixelBox(PixelBox.PixelAt(source.Place.X) - 1, PixelBox.PixelAt(source.Place.Y) - 1, 3, 3);
        var box = core.Common(pixels.Box);
        double flux = 0, variance = 0;
        for (var y = box.Y; y < box.Bottom; y++)
        {
            for (var x = box.X; x < box.Right; x++)
            {
                flux += pixels.Counts[pixels.IndexOf(x, y)];
                variance += pixels.Variance[pixels.IndexOf(x, y)];
            }
        }

        return new PhotometerResult(flux, Math.Sqrt(variance), box.Width * box.Height, box == core ? QualityFlag.Good : QualityFlag.CutByEdge);
    }
}
