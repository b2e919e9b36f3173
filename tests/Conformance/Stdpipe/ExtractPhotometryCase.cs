using Nocturne.Core.Detection;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>
/// Kron fluxes, half-light radii and windowed positions of the sources of a catalogue of sep.extract, which is named as the table is,
/// without "_phot".
/// </summary>
sealed class ExtractPhotometryCase : ICaseKind
{
    const string Suffix = "_phot.csv";

    public bool Takes(ManifestEntry entry) => entry.Section == "extract" && entry.Has("what") && entry.Name.EndsWith(Suffix, StringComparison.Ordinal);

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var scene = set.SceneOf(entry);
        var catalogue = entry.Name[..^Suffix.Length] + ".csv";
        var described = set.Manifest.GetProperty("extract").EnumerateArray().Select((json, number) => new ManifestEntry("extract", number, json)).FirstOrDefault(other => other.Name == catalogue);
        if (described is null) return CaseResult.Failed(entry.Name, $"the manifest has no catalogue {catalogue}");
        if (ExtractCase.Extract(set, scene, described.Options, new int[scene.Width * scene.Height], out var unknown) is not { } sources) return CaseResult.Failed(entry.Name, unknown);

        var (mesh, image) = set.Classic(scene);
        var expected = set.Table(entry.Name);
        var rows = expected.Numbers("i");
        var columns = expected.Names.ToDictionary(name => name, expected.Numbers);
        var tally = new Tally();
        tally.Same("sources", sources.Count, set.Table(catalogue).RowCount);
        var beyond = 0;
        for (var k = 0; k < rows.Length; k++)
        {
            var source = (int)rows[k] < sources.Count ? sources[(int)rows[k]] : null;
            if (source is null) return CaseResult.Failed(entry.Name, $"no source {rows[k]}");
            // The catalogue holds the ellipse in single precision, which decides about pixels at the rim.
            var stored = source with { SemiMajorSigma = (float)source.SemiMajorSigma, SemiMinorSigma = (float)source.SemiMinorSigma, Orientation = (float)source.Orientation };
            var measured = AutoPhotometry.Measure(image.View, default, stored, mesh.GlobalRms, new() { Gain = scene.Gain });
            var (flux, error) = (columns["flux_auto"][k], columns["fluxerr_auto"][k]);
            var close = true;
            Compare("kron_radius", measured.KronRadius, 1e-5 * Math.Max(1, columns["kron_radius"][k]), 1e-4);
            Compare("kron_flag", (int)measured.KronFlags, 0, 0);
            Compare("flux_auto", measured.Flux, Math.Max(1e-6 * Math.Abs(flux), 1e-5 * error), Math.Max(0.01 * Math.Abs(flux), error));
            Compare("fluxerr_auto", measured.FluxError, 1e-5 * error, 0.01 * error);
            Compare("flag_auto", (int)measured.FluxFlags, 0, 0);
            Compare("used_circle", measured.UsedCircle ? 1 : 0, 0, 0);
            Compare("flux_radius50", measured.HalfLightRadius, 1e-5, 0.01);
            Compare("xwin", measured.XWindowed, 5e-5, 1e-3);
            Compare("ywin", measured.YWindowed, 5e-5, 1e-3);
            Compare("win_flag", (int)measured.WindowFlags, 0, 0);
            if (!close) beyond++;
            void Compare(string name, double value, double tolerance, double limit)
            {
                close &= Math.Abs(value - columns[name][k]) <= tolerance;
                tally.Compare(name, value, columns[name][k], limit);
            }
        }
        // Within the limits above a pixel or a subpixel exactly on a rim may differ, in one row of fifty.
        tally.Limit("rows beyond the close tolerances", beyond, Math.Max(1, rows.Length / 50));
        return tally.ToResult(entry.Name);
    }
}
