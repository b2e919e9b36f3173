using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Simulation;

/// <remarks>Calibration frames show the same shadow, sensitivities and hot pixels as the science frames of the band.</remarks>
public sealed partial class NightSimulator
{
    /// <summary>Exposure of a flat field [s].</summary>
    const double FlatExposure = 0.05;

    /// <summary>Makes a flat field of 10,000 counts.</summary>
    /// <param name="band">Index of the band in the plan.</param>
    /// <param name="number">Number of the flat, from 0.</param>
    public SimulatedFrame Flat(int band, int number) => Calibration(band, number, "flat", RandomPurpose.Flat, 10000, FlatExposure);

    /// <summary>Makes a dark frame of the band's exposure.</summary>
    /// <inheritdoc cref="Flat"/>
    public SimulatedFrame Dark(int band, int number) =>
        Calibration(band, number, "dark", RandomPurpose.Dark, 0, Plan.ExposureOf(Plan.Bands[band]));

    /// <summary>Makes a bias frame.</summary>
    /// <inheritdoc cref="Flat"/>
    public SimulatedFrame Bias(int band, int number) => Calibration(band, number, "bias", RandomPurpose.Bias, 0, 0);

    SimulatedFrame Calibration(int band, int number, string kind, RandomPurpose purpose, float light, double exposureSeconds)
    {
        var camera = Plan.Bands[band];
        var image = new Image(Plan.Width, Plan.Height);
        image.Pixels.Fill(light);
        detectors[camera].Read(image, exposureSeconds, Stream(purpose, camera, number), [], signed: light <= 0);
        // Taken in the hour before the night, a second apart.
        var utc = TimeScales.AddToUtc(Plan.Start, -3600 + number);
        var name = string.Create(CultureInfo.InvariantCulture, $"{camera.Filter}-band_{kind}_{number}.fits");
        return new(name, SimulatedHeader.Calibration(Plan, camera.Filter, kind.ToUpperInvariant(), exposureSeconds, utc), image);
    }
}
