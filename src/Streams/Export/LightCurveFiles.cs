using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>One CSV file per light curve: <c>lightcurves/(photometer)/(camera)-(filter)_source_(number).csv</c>.</summary>
sealed class LightCurveFiles(string folder) : IMeasurementTable
{
    AtomicFile? file;
    DelimitedText? text;

    /// <summary>Where a light curve goes, relative to the night's folder.</summary>
    public static string PathOf(LightCurveKey curve) =>
        Path.Combine("lightcurves", PortableName.Of(curve.Photometer), FormattableString.Invariant($"{PortableName.Of(curve.Band)}_source_{curve.Source}.csv"));

    public void Begin(LightCurveKey curve)
    {
        Commit();
        file = new(Path.Combine(folder, PathOf(curve)));
        text = new(file);
        text.Row(MeasurementColumn.OfPoint.Select(column => column.Name));
    }

    public void Add(LightCurveKey curve, LightCurvePoint point)
    {
        foreach (var column in MeasurementColumn.OfPoint) column.WriteField(text!, curve, point);
        text!.EndRow();
    }

    public void Commit()
    {
        text?.Dispose();
        file?.Commit();
        (text, file) = (null, null);
    }

    public void Dispose() => file?.Dispose();
}
