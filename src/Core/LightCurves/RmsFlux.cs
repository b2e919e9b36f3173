using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>Scatter against flux: stars above the line of the others vary.</summary>
/// <remarks>The line log rms = a + b log flux is that of Theil and Sen (medians of slopes and of offsets), so that variables do not lift it; where errors are given the line is drawn through
/// rms ÷ error, which follows the photon, sky and read noise of each star.</remarks>
public static class RmsFlux
{
    /// <summary>Excess from which a star is marked when many points make it certain.</summary>
    public const double LeastExcess = 1.05;

    const double Sigmas = 4;

    /// <summary>Tests stars.</summary>
    /// <param name="stars">Number, median flux, relative scatter, relative error (NaN when not known) and number of points of each.</param>
    public static IReadOnlyList<RmsFluxStar> Test(IReadOnlyList<(int Number, double Flux, double Rms, double Error, int Points)> stars)
    {
        ArgumentNullException.ThrowIfNull(stars);
        var usable = stars.Where(star => star.Flux > 0 && star.Rms > 0 && double.IsFinite(star.Rms)).ToArray();
        if (usable.Length == 0) return [];
        var hasErrors = Array.TrueForAll(usable, star => star.Error > 0);
        var x = Array.ConvertAll(usable, star => Math.Log(star.Flux));
        var y = Array.ConvertAll(usable, star => Math.Log(hasErrors ? star.Rms / star.Error : star.Rms));
        var slope = hasErrors || usable.Length < 3 ? 0 : Slope(x, y);
        var offset = SigmaClip.Median([.. x.Zip(y, (a, b) => b - (slope * a))]);

        // Few stars may all vary: what the errors explain is then the better line.
        if (hasErrors && usable.Length < 3) offset = Math.Min(offset, 0);
        return
        [
            .. usable.Select((star, i) =>
            {
                var expected = Math.Exp(offset + (slope * x[i])) * (hasErrors ? star.Error : 1);
                var limit = Math.Max(LeastExcess, 1 + (Sigmas / Math.Sqrt(2.0 * Math.Max(1, star.Points - 1))));
                return new RmsFluxStar(star.Number, star.Flux, star.Rms, expected, star.Rms / expected > limit);
            }),
        ];
    }

    static double Slope(double[] x, double[] y)
    {
        var slopes = new List<double>();
        for (var i = 0; i < x.Length; i++)
            for (var j = i + 1; j < x.Length; j++)
                if (x[i] != x[j]) slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
        return slopes.Count == 0 ? 0 : SigmaClip.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(slopes));
    }
}
