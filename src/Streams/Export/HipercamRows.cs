using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>A night as a HiPERCAM log: each band is a CCD, each star an aperture.</summary>
/// <remarks>What Nocturne does not measure is -1, as HiPERCAM writes it: errors of positions, shapes of single stars, counts of sky pixels. Sky and its error are per pixel.</remarks>
public static class HipercamRows
{
    /// <summary>The night's log for one photometer.</summary>
    public static HipercamLog Of(NightReader night, string photometer)
    {
        ArgumentNullException.ThrowIfNull(night);
        var curves = night.LightCurves().Where(curve => curve.Photometer == photometer).GroupBy(curve => curve.Band).ToArray();
        var labels = LabelsOf([.. curves.Select(group => group.Key)]);
        return new(Comments(night, photometer, curves.Select((group, i) => (labels[i], group.Key))), [.. curves.Select((group, i) => Ccd(night, labels[i], group.Key, [.. group]))]);
    }

    /// <summary>The camera's name where it is one word and the only one of its name, otherwise the band's place in the list.</summary>
    static string[] LabelsOf(BandKey[] bands) =>
        [.. bands.Select((band, i) => bands.Count(other => other.Camera == band.Camera) == 1 && band.Camera.All(char.IsAsciiLetterOrDigit) ? band.Camera : FormattableString.Invariant($"{i + 1}"))];

    static HipercamCcd Ccd(NightReader night, string label, BandKey band, LightCurveKey[] curves)
    {
        string[] items = ["x", "xe", "y", "ye", "fwhm", "fwhme", "beta", "betae", "counts", "countse", "sky", "skye", "nsky", "nrej", "cmax", "flag"];
        string[] columns = ["nframe", "MJD", "MJDok", "Exptim", "mfwhm", "mbeta", .. curves.SelectMany(curve => items.Select(item => FormattableString.Invariant($"{item}_{curve.Source}")))];
        var rows = new List<double[]>();
        var places = new Dictionary<(string, int), int>();
        var cloudy = new HashSet<int>();
        foreach (var frame in night.Frames(band).Where(frame => frame is { State: FrameState.Measured, MidUtc: not null }))
        {
            places[(frame.File, frame.Plane)] = rows.Count;
            if (frame.Sky == SkyState.Cloud) cloudy.Add(rows.Count);
            var row = new double[columns.Length];
            Array.Fill(row, double.NaN);
            (row[0], row[1], row[2]) = (rows.Count + 1, frame.MidUtc!.Value.ToDouble(), 1);
            (row[3], row[4], row[5]) = (frame.ExposureSeconds ?? -1, frame.Fwhm ?? -1, -1);
            for (var k = 0; k < curves.Length; k++) row[6 + (items.Length * k) + 15] = HipercamFlags.NoData;
            rows.Add(row);
        }

        for (var k = 0; k < curves.Length; k++)
        {
            foreach (var point in night.LightCurve(curves[k]))
            {
                if (!places.TryGetValue((point.File, point.Plane), out var place)) continue;
                var (row, measured) = (rows[place], point.Measurement);
                double[] values =
                [
                    measured.X, -1, measured.Y, -1, row[4], -1, -1, -1, measured.Flux, measured.FluxError,
                    measured.Background, measured.BackgroundError, -1, -1, -1, HipercamFlags.Of(measured.Flags, cloudy.Contains(place)),
                ];
                values.CopyTo(row, 6 + (items.Length * k));
            }
        }

        // Whole numbers have no way to say that they are not known.
        foreach (var row in rows)
            for (var k = 0; k < curves.Length; k++)
                for (var i = 12; i < 15; i++)
                    if (double.IsNaN(row[6 + (items.Length * k) + i])) row[6 + (items.Length * k) + i] = -1;
        return new(label, columns, HipercamLog.TypesOf(columns), rows);
    }

    static List<string> Comments(NightReader night, string photometer, IEnumerable<(string Label, BandKey Band)> bands) =>
    [
        "",
        "This is a logfile in the format of the HiPERCAM pipeline command 'reduce', one line per CCD and exposure.",
        $"It was written by Nocturne {night.Info.ProgramVersion} from the photometer '{photometer}'; settings digest {night.Info.SettingsDigest}.",
        "",
        .. bands.Select(pair => $"CCD {pair.Label} is band {pair.Band}"),
        "",
        "MJD is the middle of the exposure, UTC at the telescope. Aperture n is star n of the band's catalogue.",
        "What is not measured is -1.",
        "",
        $"Flag bits: {HipercamFlags.Legend}",
        "",
        .. night.Info.SettingsText.Split('\n').Select(line => "  " + line),
        "",
    ];
}
