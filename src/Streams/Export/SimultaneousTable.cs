using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>The bands of a night as one observation: a row for each star and moment with its flux in all bands that exposed then, and the colours.</summary>
/// <remarks>
/// The bands are joined by the middles of their exposures, which need not be synchronous: what lies within half of the shortest cadence belongs together. Only stars
/// that have one number in several bands have rows.
/// </remarks>
public static class SimultaneousTable
{
    /// <summary>Name of the file in a night's folder.</summary>
    public const string FileName = "simultaneous.csv";

    /// <summary>Writes the table; nothing when fewer than two bands share stars.</summary>
    /// <param name="open">Opens the night; each band is read by a reader of its own.</param>
    /// <param name="path">The file; .csv, .ecsv or .fits.</param>
    /// <param name="photometer">Label of the photometer; the one that is shown when null.</param>
    /// <returns>Whether there was anything to write.</returns>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static bool Write(Func<NightReader> open, string path, string? photometer = null)
    {
        ArgumentNullException.ThrowIfNull(open);
        using var night = open();
        var curves = night.LightCurves();
        var label = photometer ?? Shown(curves.Select(curve => curve.Photometer));
        var stars = curves.Where(curve => curve.Photometer == label).GroupBy(curve => curve.Source).Where(star => star.Count() > 1).OrderBy(star => star.Key).ToArray();
        if (stars.Length == 0) return false;
        BandKey[] bands = [.. stars.SelectMany(star => star).Select(curve => curve.Band).Distinct().Order()];
        var width = bands.SelectMany(night.Frames).Select(frame => frame.File.Length + 8).DefaultIfEmpty(1).Max();
        var tolerance = BandCadence.Together(night, bands);
        var readers = bands.ToDictionary(band => band, _ => open());
        try
        {
            using var table = RowTables.Create(path, Columns(bands, width), "SIMULTANEOUS", [("photometer", label!), ("tolerance_s", FormattableString.Invariant($"{tolerance.TotalSeconds}"))]);
            foreach (var star in stars) Join([.. star.OrderBy(curve => curve.Band)], bands, readers, tolerance, table);
            table.Commit();
        }
        finally
        {
            foreach (var reader in readers.Values) reader.Dispose();
        }
        return true;
    }

    static void Join(LightCurveKey[] star, BandKey[] bands, Dictionary<BandKey, NightReader> readers, TimeSpan tolerance, IRowTable<SimultaneousRow> table)
    {
        var points = Array.ConvertAll(star, curve => Source.From(readers[curve.Band].LightCurve(curve).Where(point => point.MidUtc is not null)));
        var places = Array.ConvertAll(star, curve => Array.IndexOf(bands, curve.Band));
        Source.JoinByTime(points, point => point.MidUtc!.Value, tolerance).RunWith(
            Sink.ForEach<TimeGroup<LightCurvePoint>>(group =>
            {
                if (group.Members.Count < 2) return;
                var row = new LightCurvePoint?[bands.Length];
                foreach (var member in group.Members) row[places[member.Input]] = member.Element;
                table.Add(new(star[0].Source, row));
            }),
            TimeProvider.System,
            CancellationToken.None).Completion.GetAwaiter().GetResult();
    }

    /// <summary>The photometer that is shown: forced apertures, or the first forced one, or the first.</summary>
    static string? Shown(IEnumerable<string> labels)
    {
        string[] all = [.. labels.Distinct().Order(StringComparer.Ordinal)];
        return all.FirstOrDefault(label => label == "forced_aperture") ?? all.FirstOrDefault(label => label.StartsWith("forced_", StringComparison.Ordinal)) ?? all.FirstOrDefault();
    }

    static List<RowColumn<SimultaneousRow>> Columns(BandKey[] bands, int frameWidth)
    {
        List<RowColumn<SimultaneousRow>> columns =
        [
            new RowColumn<SimultaneousRow>.Whole("source", "Number of the star.", row => row.Source),
            new RowColumn<SimultaneousRow>.Number("mjd_utc_mid", "d", "Mean of the middles of the exposures, MJD, UTC.", row => row.MjdUtcMid),
            new RowColumn<SimultaneousRow>.Number("bmjd_tdb_mid", "d", "Mean of the middles at the solar-system barycentre, MJD, TDB.", row => row.BmjdTdbMid),
        ];
        for (var i = 0; i < bands.Length; i++)
        {
            var (place, name) = (i, PortableName.Of(bands[i]));
            columns.Add(new RowColumn<SimultaneousRow>.Number($"mjd_{name}", "d", $"Middle of the exposure in {bands[i]}, MJD, UTC.", row => row.Points[place]?.MidUtc?.ToDouble() ?? double.NaN));
            columns.Add(new RowColumn<SimultaneousRow>.Number($"flux_{name}", "adu", $"Flux in {bands[i]}.", row => row.Points[place]?.Measurement.Flux ?? double.NaN));
            columns.Add(new RowColumn<SimultaneousRow>.Number($"flux_err_{name}", "adu", $"Standard deviation of flux_{name}.", row => row.Points[place]?.Measurement.FluxError ?? double.NaN));
            columns.Add(new RowColumn<SimultaneousRow>.Whole($"flags_{name}", $"What is known against flux_{name}, a sum of bits; 0 is good, -1 is no exposure.", row => row.Points[place] is { } point ? (int)point.Measurement.Flags : -1));
            columns.Add(new RowColumn<SimultaneousRow>.Words($"frame_{name}", $"Frame in {bands[i]}.", row => row.Points[place]?.Frame ?? "", frameWidth));
        }
        for (var i = 0; i + 1 < bands.Length; i++)
        {
            var (first, name) = (i, $"{PortableName.Of(bands[i])}_{PortableName.Of(bands[i + 1])}");
            columns.Add(new RowColumn<SimultaneousRow>.Number($"colour_{name}", "mag", $"Instrumental colour of {bands[i]} and {bands[i + 1]}.", row => row.Colour(first, first + 1).Magnitude));
            columns.Add(new RowColumn<SimultaneousRow>.Number($"colour_err_{name}", "mag", $"Standard deviation of colour_{name}.", row => row.Colour(first, first + 1).Error));
        }
        return columns;
    }
}
