using Nocturne.Core.Fits;
using Nocturne.Core.Quality;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>All measurements as one FITS binary table, written in parts so that memory does not grow with the night.</summary>
sealed class FitsTable : IMeasurementTable
{
    const int RowsAtOnce = 4096;

    readonly AtomicFile file;
    readonly List<(LightCurveKey Curve, LightCurvePoint Point)> rows = new(RowsAtOnce);
    readonly Dictionary<string, int> widths;
    FitsTableStream? table;

    public FitsTable(string path, NightReader night)
    {
        widths = WidthsOf(night);
        file = new(path);
        try
        {
            file.Write(stream => table = new(stream, "MEASUREMENTS", Columns(), HeaderOf(night.Info)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Begin(LightCurveKey curve)
    {
    }

    public void Add(LightCurveKey curve, LightCurvePoint point)
    {
        rows.Add((curve, point));
        if (rows.Count == RowsAtOnce) WriteRows();
    }

    public void Commit()
    {
        if (rows.Count > 0) WriteRows();
        file.Write(_ => table!.Complete());
        file.Commit();
    }

    public void Dispose() => file.Dispose();

    static FitsHeader HeaderOf(NightInfo info)
    {
        var header = new FitsHeader()
            .Set("CREATOR", $"Nocturne {info.ProgramVersion}", "program that reduced the night")
            .Set("SETTINGS", info.SettingsDigest, "digest of the settings");
        for (var i = 0; i < MeasurementColumn.All.Count; i++) header.Set($"TCOMM{i + 1}", MeasurementColumn.All[i].Description);
        foreach (var flag in QualityFlags.All) header.AddComment(FormattableString.Invariant($"flag {(int)flag.Flag}: {flag.Name}"));
        return header;
    }

    /// <summary>The longest text of each column of words, so that all parts of the table are equally wide.</summary>
    static Dictionary<string, int> WidthsOf(NightReader night) => new()
    {
        ["band"] = night.Bands.Select(band => band.ToString().Length).DefaultIfEmpty(1).Max(),
        ["photometer"] = night.LightCurves().Select(curve => curve.Photometer.Length).DefaultIfEmpty(1).Max(),
        ["frame"] = night.Bands.SelectMany(night.Frames).Select(frame => LightCurvePoint.NameOf(frame.File, frame.Plane).Length).DefaultIfEmpty(1).Max(),
    };

    void WriteRows()
    {
        file.Write(_ => table!.Append(Columns()));
        rows.Clear();
    }

    List<FitsTableColumn> Columns() => [.. MeasurementColumn.All.Select(ColumnOf)];

    FitsTableColumn ColumnOf(MeasurementColumn column) => column switch
    {
        MeasurementColumn.Words words => FitsTableColumn.Text(
            words.Name, [.. rows.Select(row => words.Value(row.Curve, row.Point))], null, widths[words.Name]),
        MeasurementColumn.Whole whole => FitsTableColumn.Of(whole.Name, [.. rows.Select(row => whole.Value(row.Point))]),
        MeasurementColumn.Number number => FitsTableColumn.Of(
            number.Name, [.. rows.Select(row => number.Value(row.Point))], number.Unit),
        _ => throw new InvalidOperationException($"Column '{column.Name}' is of no known kind."),
    };
}
