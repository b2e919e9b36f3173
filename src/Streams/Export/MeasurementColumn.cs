using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>One column of the table of all measurements, the same in every format.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its unit as astropy and FITS write it; null without one.</param>
/// <param name="Description">What it holds, in a sentence.</param>
abstract record MeasurementColumn(string Name, string? Unit, string Description)
{
    /// <summary>A column of words.</summary>
    public sealed record Words(string Name, string Description, Func<LightCurveKey, LightCurvePoint, string> Value) : MeasurementColumn(Name, null, Description);

    /// <summary>A column of 64-bit floating-point numbers.</summary>
    public sealed record Number(string Name, string? Unit, string Description, Func<LightCurvePoint, double> Value) : MeasurementColumn(Name, Unit, Description);

    /// <summary>A column of 32-bit whole numbers.</summary>
    public sealed record Whole(string Name, string Description, Func<LightCurvePoint, int> Value) : MeasurementColumn(Name, null, Description);

    /// <summary>The columns that tell which light curve a row belongs to.</summary>
    public static IReadOnlyList<MeasurementColumn> OfCurve { get; } =
    [
        new Words("band", "Camera and filter.", (curve, _) => curve.Band.ToString()),
        new Words("photometer", "How the flux was measured.", (curve, _) => curve.Photometer),
        new Whole("source", "Number of the star in the band's catalogue, 1 is the brightest.", point => point.Measurement.Source),
    ];

    /// <summary>The columns of a single light curve.</summary>
    public static IReadOnlyList<MeasurementColumn> OfPoint { get; } =
    [
        new Number("mjd_utc_mid", "d", "Middle of the exposure, MJD, UTC.", point => point.MidUtc?.ToDouble() ?? double.NaN),
        new Number("bmjd_tdb_mid", "d", "Middle of the exposure at the solar-system barycentre, MJD, TDB.", point => point.BmjdTdbMid ?? double.NaN),
        new Number("flux", "adu", "Counts of the source.", point => point.Measurement.Flux),
        new Number("flux_err", "adu", "Standard deviation of the flux.", point => point.Measurement.FluxError),
        new Number("x", "pix", "Position used in this frame; the centre of the first pixel is 0.", point => point.Measurement.X),
        new Number("y", "pix", "Position used in this frame; the centre of the first pixel is 0.", point => point.Measurement.Y),
        new Number("background", "adu/pix", "Background under the source.", point => point.Measurement.Background),
        new Number("background_err", "adu/pix", "Standard deviation of the background, per pixel.", point => point.Measurement.BackgroundError),
        new Number("area", "pix", "Pixels in the aperture.", point => point.Measurement.Area),
        new Whole("flags", "What is known against the measurement, a sum of bits; 0 is good.", point => (int)point.Measurement.Flags),
        new Words("frame", "File of the frame, relative to the night.", (_, point) => point.Frame),
    ];

    /// <summary>The columns of the table of all measurements.</summary>
    public static IReadOnlyList<MeasurementColumn> All { get; } = [.. OfCurve, .. OfPoint];

    /// <summary>Writes the column's value as a field of text.</summary>
    public void WriteField(DelimitedText text, LightCurveKey curve, LightCurvePoint point)
    {
        switch (this)
        {
            case Words words: text.Field(words.Value(curve, point)); break;
            case Number number: text.Field(number.Value(point)); break;
            case Whole whole: text.Field(whole.Value(point)); break;
        }
    }
}
