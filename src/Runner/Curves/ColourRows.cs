using Nocturne.Core.LightCurves;
using Nocturne.Streams.Export;
using Number = Nocturne.Streams.Export.RowColumn<Nocturne.Runner.Curves.ColourRow>.Number;
using Whole = Nocturne.Streams.Export.RowColumn<Nocturne.Runner.Curves.ColourRow>.Whole;
using Words = Nocturne.Streams.Export.RowColumn<Nocturne.Runner.Curves.ColourRow>.Words;

namespace Nocturne.Runner.Curves;

/// <summary>The colour of a target: exposures of two cameras that saw it at the same time.</summary>
static class ColourRows
{
    /// <summary>Brings two bands together.</summary>
    /// <param name="first">The bluer one.</param>
    /// <param name="second">The other.</param>
    /// <param name="within">Largest distance of the middles [s]; null for exposures that overlap by half.</param>
    public static IReadOnlyList<ColourRow> Of(BandLightCurve first, BandLightCurve second, double? within)
    {
        var (a, b) = (first.Rows.ToArray(), second.Rows.ToArray());
        var pairs = within is { } seconds
            ? BandJoin.Nearest(Array.ConvertAll(a, i => first.Band.Mjd[i]), Array.ConvertAll(b, i => second.Band.Mjd[i]), seconds / 86400)
            : BandJoin.Overlapping(Array.ConvertAll(a, i => Exposure(first.Band, i)), Array.ConvertAll(b, i => Exposure(second.Band, i)));
        var colours = ColourCurve.Of(Series(first, a), Series(second, b), pairs);
        return [.. colours.Select(colour =>
        {
            var (i, j) = (a[colour.First], b[colour.Second]);
            return new ColourRow(
                first.Band.Bmjd[i] + ((second.Band.Bmjd[j] - first.Band.Bmjd[i]) / 2), colour.Time, colour,
                (int)(first.Flags[i] | second.Flags[j]), first.Band.Frame[i], second.Band.Frame[j]);
        })];
    }

    public static IReadOnlyList<RowColumn<ColourRow>> Columns(string name, IReadOnlyCollection<ColourRow> rows) =>
    [
        new Number("bmjd_tdb_mid", "d", "Mean of the two middles at the solar-system barycentre, MJD, TDB.", row => row.Bmjd),
        new Number("mjd_utc_mid", "d", "Mean of the two middles, MJD, UTC.", row => row.Mjd),
        new Number("colour", "mag", $"{name} of the target, against that of the comparison stars.", row => row.Point.Magnitude),
        new Number("colour_err", "mag", "Standard deviation of colour.", row => row.Point.MagnitudeError),
        new Number("flux_ratio", null, "Relative flux of the first band over that of the second.", row => row.Point.Ratio),
        new Number("flux_ratio_err", null, "Standard deviation of flux_ratio.", row => row.Point.RatioError),
        new Whole("flags", "What is known against either point, a sum of bits; 0 is good.", row => row.Flags),
        new Words("frame", "Frame of the first band.", row => row.First, rows.Select(row => row.First.Length).DefaultIfEmpty(1).Max()),
        new Words("frame_2", "Frame of the second band.", row => row.Second, rows.Select(row => row.Second.Length).DefaultIfEmpty(1).Max()),
    ];

    static TimeInterval Exposure(BandCurves band, int i)
    {
        var half = Math.Max(band.Exposure[i], 0) / 2 / 86400;
        return double.IsFinite(half) ? new(band.Mjd[i] - half, band.Mjd[i] + half) : new(band.Mjd[i], band.Mjd[i]);
    }

    static TimeSeries Series(BandLightCurve curve, int[] rows) =>
        new(Array.ConvertAll(rows, i => curve.Band.Mjd[i]), Array.ConvertAll(rows, i => curve.Curve.Flux[i]), Array.ConvertAll(rows, i => curve.Curve.Error[i]));
}
