using Nocturne.Streams.Store;
using Number = Nocturne.Streams.Export.RowColumn<Nocturne.Streams.Export.MeasurementRow>.Number;
using Whole = Nocturne.Streams.Export.RowColumn<Nocturne.Streams.Export.MeasurementRow>.Whole;
using Words = Nocturne.Streams.Export.RowColumn<Nocturne.Streams.Export.MeasurementRow>.Words;

namespace Nocturne.Streams.Export;

/// <summary>The columns of a night's measurements.</summary>
static class MeasurementColumns
{
    const string Background = "background";
    const string BackgroundError = "background_err";

    /// <summary>The columns of a single light curve.</summary>
    /// <param name="night">The night.</param>
    /// <param name="localSky">Whether there is a background of each source's own; without, that of the frame is in the ledger.</param>
    public static IReadOnlyList<RowColumn<MeasurementRow>> OfCurve(NightReader night, bool localSky) =>
        localSky ? OfPoint(night) : [.. OfPoint(night).Where(column => column.Name is not (Background or BackgroundError))];

    static IReadOnlyList<RowColumn<MeasurementRow>> OfPoint(NightReader night)
    {
        var flux = night.Info.FluxUnit is { Length: > 0 } unit ? unit : null;
        var perPixel = flux is null ? null : $"{flux}/pix";
        var frames = night.Bands.SelectMany(night.Frames).Select(frame => LightCurvePoint.NameOf(frame.File, frame.Plane).Length);
        return
        [
            new Number("mjd_utc_mid", "d", "Middle of the exposure, MJD, UTC.", row => row.Point.MidUtc?.ToDouble() ?? double.NaN),
            new Number("bmjd_tdb_mid", "d", "Middle of the exposure at the solar-system barycentre, MJD, TDB.", row => row.Point.BmjdTdbMid ?? double.NaN),
            .. night.Info.Rows is null ? Array.Empty<RowColumn<MeasurementRow>>() : [new Number("row_offset", "s", "How much later than the frame's first row the source was exposed; the times hold it.", row => row.Point.RowOffsetSeconds)],
            new Number("flux", flux, flux == NightInfo.Counts ? "Counts of the source." : "Flux of the source.", row => row.Point.Measurement.Flux),
            new Number("flux_err", flux, "Standard deviation of the flux.", row => row.Point.Measurement.FluxError),
            new Number("x", "pix", "Position used in this frame; the centre of the first pixel is 0.", row => row.Point.Measurement.X),
            new Number("y", "pix", "Position used in this frame; the centre of the first pixel is 0.", row => row.Point.Measurement.Y),
            new Number(Background, perPixel, "Background under the source.", row => row.Point.Measurement.Background),
            new Number(BackgroundError, perPixel, "Standard deviation of the background, per pixel.", row => row.Point.Measurement.BackgroundError),
            new Number("area", "pix", "Pixels in the aperture.", row => row.Point.Measurement.Area),
            new Whole("flags", "What is known against the measurement, a sum of bits; 0 is good.", row => (int)row.Point.Measurement.Flags),
            new Words("frame", "File of the frame, relative to the night.", row => row.Point.Frame, frames.DefaultIfEmpty(1).Max()),
        ];
    }

    /// <summary>The columns of the table of all measurements: first those that tell which light curve a row belongs to.</summary>
    public static IReadOnlyList<RowColumn<MeasurementRow>> All(NightReader night) =>
    [
        new Words("band", "Camera and filter.", row => row.Curve.Band.ToString(), night.Bands.Select(band => band.ToString().Length).DefaultIfEmpty(1).Max()),
        new Words("photometer", "How the flux was measured.", row => row.Curve.Photometer, night.LightCurves().Select(curve => curve.Photometer.Length).DefaultIfEmpty(1).Max()),
        new Whole("source", "Number of the source in the band's catalogue.", row => row.Point.Measurement.Source),
        .. OfPoint(night),
    ];
}
