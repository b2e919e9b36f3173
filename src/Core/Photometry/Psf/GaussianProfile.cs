using MathNet.Numerics;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>A round Gaussian integrated over each pixel: differences of the error function in x times those in y.</summary>
public sealed class GaussianProfile : IProfile
{
    readonly double sigma;
    readonly bool scaled;

    /// <param name="sigma">Standard deviation [pixels].</param>
    /// <param name="side">Pixels of the stamp's side.</param>
    /// <param name="scaled">Whether the light in the stamp is scaled to one (stdpipe), or the light of the whole plane is one.</param>
    /// <exception cref="ArgumentException">Sigma or side is not positive.</exception>
    public GaussianProfile(double sigma, int side, bool scaled = false)
    {
        if (!(sigma > 0) || !double.IsFinite(sigma) || side < 1)
            throw new ArgumentException($"A Gaussian of sigma {sigma} on {side} pixels makes no sense: both must be positive.");
        this.sigma = sigma;
        this.scaled = scaled;
        Width = side;
    }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height => Width;

    /// <summary>Standard deviation [pixels].</summary>
    public double Sigma => sigma;

    /// <summary>A profile on a stamp that reaches three times its full width at half maximum to every side.</summary>
    /// <param name="fwhm">Full width at half maximum [pixels].</param>
    /// <param name="scaled">Whether the light in the stamp is scaled to one.</param>
    public static GaussianProfile OfFwhm(double fwhm, bool scaled = false) =>
        new(fwhm / Fwhm.PerSigma, (2 * (int)Math.Ceiling(3 * fwhm)) + 1, scaled);

    /// <inheritdoc/>
    public void Fill(double x, double y, int left, int top, Span<double> stamp)
    {
        Span<double> across = Width <= 512 ? stackalloc double[Width] : new double[Width];
        Span<double> down = Width <= 512 ? stackalloc double[Width] : new double[Width];
        var sum = Integrals(x - left, across) * Integrals(y - top, down);
        var scale = scaled && sum > 0 ? 1 / sum : 1;
        for (var j = 0; j < Height; j++)
        {
            var factor = down[j] * scale;
            var row = stamp.Slice(j * Width, Width);
            for (var i = 0; i < row.Length; i++) row[i] = factor * across[i];
        }
    }

    double Integrals(double centre, Span<double> shares)
    {
        var scale = 1 / (sigma * Math.Sqrt(2));
        double sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            // Both arguments on one side of zero: the complement keeps the digits of the far wings.
            double low = (i - 0.5 - centre) * scale, high = (i + 0.5 - centre) * scale;
            shares[i] = low > 0 ? 0.5 * (SpecialFunctions.Erfc(low) - SpecialFunctions.Erfc(high))
                : high < 0 ? 0.5 * (SpecialFunctions.Erfc(-high) - SpecialFunctions.Erfc(-low))
                : 0.5 * (SpecialFunctions.Erf(high) - SpecialFunctions.Erf(low));
            sum += shares[i];
        }

        return sum;
    }
}
