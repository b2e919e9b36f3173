using Nocturne.Core.LightCurves;

namespace Nocturne.Runner.Curves;

/// <summary>All that is known of one star of a band, on the frames of the band.</summary>
/// <param name="Series">Fluxes, errors and flags.</param>
/// <param name="IsStored">Whether the frame has a row of this star at all.</param>
/// <param name="X">Position in the frame [pixels].</param>
/// <param name="Y">Position in the frame [pixels].</param>
/// <param name="Background">Background under the star [ADU per pixel].</param>
/// <param name="Area">Pixels of the aperture.</param>
sealed record StarRows(StarSeries Series, bool[] IsStored, double[] X, double[] Y, double[] Background, double[] Area)
{
    public static StarRows Empty(int number, int frames)
    {
        double[] Unknown()
        {
            var values = new double[frames];
            Array.Fill(values, double.NaN);
            return values;
        }

        return new(new(number, Unknown(), Unknown(), new Core.Quality.QualityFlag[frames]), new bool[frames], Unknown(), Unknown(), Unknown(), Unknown());
    }
}
