using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>One CSV file per light curve: <c>lightcurves/(photometer)/(camera)-(filter)_source_(number).csv</c>.</summary>
sealed class LightCurveFiles(string folder, NightReader night) : IRowTable<MeasurementRow>
{
    readonly IReadOnlyList<RowColumn<MeasurementRow>> columns = MeasurementColumns.OfCurve(night, localSky: false);
    readonly IReadOnlyList<RowColumn<MeasurementRow>> columnsWithSky = MeasurementColumns.OfCurve(night, localSky: true);
    CsvRows<MeasurementRow>? file;

    /// <summary>Where a light curve goes, relative to the night's folder.</summary>
    public static string PathOf(LightCurveKey curve) =>
        Path.Combine("lightcurves", PortableName.Of(curve.Photometer), FormattableString.Invariant($"{PortableName.Of(curve.Band)}_source_{curve.Source}.csv"));

    /// <summary>A light curve begins; its points follow.</summary>
    public void Begin(LightCurveKey curve)
    {
        Commit();
        file = new(Path.Combine(folder, PathOf(curve)), HasLocalSky(curve) ? columnsWithSky : columns);
    }

    /// <summary>Photometers with a ring of sky say so in their label; calibrated images are measured with one anyway.</summary>
    bool HasLocalSky(LightCurveKey curve) => night.Info.FluxUnit != NightInfo.Counts || curve.Photometer.EndsWith("_annulus", StringComparison.Ordinal);

    public void Add(MeasurementRow row) => file!.Add(row);

    public void Commit()
    {
        file?.Commit();
        file = null;
    }

    public void Dispose() => file?.Dispose();
}
