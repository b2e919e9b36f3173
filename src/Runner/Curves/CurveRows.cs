using Nocturne.Core.LightCurves;
using Nocturne.Streams.Export;
using Number = Nocturne.Streams.Export.RowColumn<Nocturne.Runner.Curves.CurveRow>.Number;
using Whole = Nocturne.Streams.Export.RowColumn<Nocturne.Runner.Curves.CurveRow>.Whole;
using Words = Nocturne.Streams.Export.RowColumn<Nocturne.Runner.Curves.CurveRow>.Words;

namespace Nocturne.Runner.Curves;

/// <summary>The lines and columns of light curve files.</summary>
static class CurveRows
{
    /// <summary>The points of a curve, one a frame, or one a bin.</summary>
    public static IEnumerable<CurveRow> Of(BandLightCurve curve, CurveRequest request)
    {
        var band = curve.Band;
        var rows = curve.Rows.ToArray();
        if (!(request.BinDays > 0))
        {
            return rows.Select(i => new CurveRow(
                band.Band.ToString(), band.Bmjd[i], band.Mjd[i], curve.Curve.Flux[i], curve.Curve.Error[i], band.Airmass[i], (int)curve.Flags[i], band.Frame[i], 1));
        }

        double[] Of(double[] values) => Array.ConvertAll(rows, i => values[i]);

        // A point that is spoilt must not spoil its bin.
        var flux = Array.ConvertAll(rows, i => (curve.Flags[i] & StarSeries.Spoiling) == 0 ? curve.Curve.Flux[i] : double.NaN);
        var binned = Binning.ByTime(Of(band.Time), flux, Of(curve.Curve.Error), request.BinDays, request.Gap);
        var members = binned.Value.Select((_, bin) => new List<int>()).ToArray();
        for (var k = 0; k < rows.Length; k++)
            if (binned.Bin[k] >= 0) members[binned.Bin[k]].Add(rows[k]);
        return members.Select((points, bin) => new CurveRow(
            band.Band.ToString(), Mean(points, band.Bmjd), Mean(points, band.Mjd), binned.Value[bin], binned.Error[bin], Mean(points, band.Airmass),
            points.Aggregate(0, (flags, i) => flags | (int)curve.Flags[i]), band.Frame[points[0]], points.Count));
    }

    /// <summary>The columns, those that tell apart only where there is something to tell apart.</summary>
    public static IReadOnlyList<RowColumn<CurveRow>> Columns(IReadOnlyCollection<CurveRow> rows, bool isBinned)
    {
        var columns = new List<RowColumn<CurveRow>>
        {
            new Number("bmjd_tdb_mid", "d", "Middle of the exposure at the solar-system barycentre, MJD, TDB.", row => row.Bmjd),
            new Number("mjd_utc_mid", "d", "Middle of the exposure, MJD, UTC.", row => row.Mjd),
            new Number("rel_flux", null, "Light of the target over that of its comparison stars.", row => row.Flux),
            new Number("rel_flux_err", null, "Standard deviation of rel_flux, the noise of the comparisons included.", row => row.Error),
            new Number("airmass", null, "Airmass.", row => row.Airmass),
            new Whole("flags", "What is known against the point, a sum of bits; 0 is good.", row => row.Flags),
            new Words("frame", isBinned ? "First frame of the bin." : "File of the frame, relative to the night.", row => row.Frame, Longest(rows, row => row.Frame)),
        };
        if (isBinned) columns.Add(new Whole("points", "Frames of the bin.", row => row.Points));
        if (rows.Select(row => row.Band).Distinct().Count() > 1) columns.Add(new Words("band", "Camera and filter.", row => row.Band, Longest(rows, row => row.Band)));
        return columns;
    }

    static int Longest(IEnumerable<CurveRow> rows, Func<CurveRow, string> text) => rows.Select(row => text(row).Length).DefaultIfEmpty(1).Max();

    static double Mean(List<int> points, double[] values)
    {
        double first = values[points[0]], sum = 0;
        foreach (var i in points) sum += values[i] - first;
        return first + (sum / points.Count);
    }
}
