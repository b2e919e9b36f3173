using System.Buffers;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Photometers;

/// <summary>Optimal extraction (Naylor 1998) by the rules of opticam: one Gaussian for all frames, the shape of the band's catalogue, weights from the counts.</summary>
/// <remarks>
/// The flux is that of the whole profile, opticam's peak × 2π a b. The catalogue's shape is that of the light above the threshold and a little
/// narrow, and counts that happen to be low weigh more: totals come out 2 to 6 % low and follow the seeing, ratios of stars do not.
/// <see cref="ProfilePhotometer"/> has neither fault.
/// </remarks>
public sealed class OptimalPhotometer : ISourcePhotometer
{
    /// <summary>Where a Gaussian has 2e-6 of its peak left [standard deviations].</summary>
    const double Extent = 5.1;

    /// <remarks>A pixel more than the profile, whose own pixels are counted from the one that the star is in.</remarks>
    /// <inheritdoc/>
    public double Reach(in SourcePlace place, FramePsf? psf) => Half(place) + 1;

    /// <inheritdoc/>
    public PhotometerResult Measure(in SourceView source)
    {
        var place = source.Place;
        var profile = EllipticalProfile.Gaussian(place.SemiMajorSigma, place.SemiMinorSigma, place.Orientation, (2 * Half(place)) + 1);
        var stamp = Stamp.At(profile, place.X, place.Y);
        var window = source.Pixels;
        var box = stamp.Box.Common(window.Box);
        if (box.IsEmpty) return PhotometerResult.Missing(QualityFlag.OutsideImage | QualityFlag.NoUsablePixels);
        var scratch = ArrayPool<double>.Shared.Rent(3 * box.Width * box.Height);
        try
        {
            var count = box.Width * box.Height;
            Span<double> counts = scratch.AsSpan(0, count), variance = scratch.AsSpan(count, count), shares = scratch.AsSpan(2 * count, count);
            var flags = box == stamp.Box ? QualityFlag.Good : QualityFlag.CutByEdge;
            for (var (p, y) = (0, box.Y); y < box.Bottom; y++)
            {
                for (var x = box.X; x < box.Right; x++, p++)
                {
                    var i = window.IndexOf(x, y);
                    counts[p] = window.Counts[i];
                    shares[p] = stamp.Values[((y - stamp.Box.Y) * stamp.Box.Width) + x - stamp.Box.X];
                    variance[p] = (window.State[i] & PixelState.Bad) == 0 ? window.Variance[i] : 0;
                    if (variance[p] == 0) flags |= QualityFlag.HasMaskedPixels;
                    if ((window.State[i] & PixelState.Saturated) != 0) flags |= QualityFlag.Saturated;
                }
            }

            var result = OptimalExtraction.Weighted(counts, variance, shares);
            var common = window.Noise.CommonVariance(result.Flux, result.LevelResponse, source.Local?.LevelError ?? double.NaN);
            return new(result.Flux, Math.Sqrt((result.FluxError * result.FluxError) + common), result.Pixels, flags | result.Flags);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(scratch);
        }
    }

    /// <summary>Pixels of the profile on either side of its middle one.</summary>
    static int Half(in SourcePlace place) => (int)Math.Ceiling(Extent * place.SemiMajorSigma);
}
