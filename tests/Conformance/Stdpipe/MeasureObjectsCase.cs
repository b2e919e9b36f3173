using Nocturne.Core.Photometry;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The tables of measure_objects against our recipe of that name.</summary>
sealed class MeasureObjectsCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "cases" && entry.Text("function") == "measure_objects";

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var tally = new Tally();
        var scene = set.SceneOf(entry);
        var options = MeasureCaseOptions.Options(set, entry, MeasureRecipe.Stdpipe);
        var sources = MeasureCaseOptions.Sources(set, scene, entry);
        double[] x = sources.Numbers("x"), y = sources.Numbers("y");
        var result = SourcePhotometry.Measure(
            MeasureCaseOptions.Input(scene, entry), [.. x.Select((value, i) => new SourcePosition(value, y[i]))], options);
        var theirs = set.Table(entry.Text("file")!);
        var columns = theirs.Names.ToDictionary(name => name, theirs.Numbers);
        foreach (var (ours, row) in MeasureData.Join(tally, result.Sources, sources.Numbers("id"), theirs)) CompareRow(tally, ours,
            columns, row, options);
        return tally.ToResult(entry.Name);
    }

    static void CompareRow(Tally tally, MeasuredSource ours, Dictionary<string, double[]> theirs, int row, MeasureOptions options)
    {
        // Where stdpipe makes an integer of a level that is not a number, it loses the flag for it too.
        var lost = theirs.TryGetValue("bg_local", out var levels) && Math.Abs(levels[row]) > 1e9;
        var bits = 0x200 | 0x800 | 0x1000 | (lost ? 0 : 0x400);
        var moved = options.CentroidIterations > 0;
        var relative = moved ? 1e-5 : options.Method == MeasureMethod.Optimal ? 1e-8 : 1e-9;
        void Number(string column, double value, double tolerance)
        {
            if (theirs.TryGetValue(column, out var expected)) tally.Compare(column, value, expected[row], tolerance);
        }

        double Of(string column) => theirs.TryGetValue(column, out var expected) && double.IsFinite(expected[row]) ? Math.Abs(expected[row]) : 1;
        Number("x", ours.X, moved ? 1e-5 : 0);
        Number("y", ours.Y, moved ? 1e-5 : 0);
        Number("flux", ours.Flux, Math.Max(relative * Of("flux"), 1e-8 * Of("fluxerr")));
        Number("fluxerr", ours.FluxError, relative * Of("fluxerr"));
        if (!lost) Number("bg_local", ours.LocalBackground, 1e-7);
        Number("npix_aper", ours.Area, moved ? 1e-6 : 1e-9);
        Number("bg_fluxerr", ours.BackgroundFluxError, (relative * Of("bg_fluxerr")) + 1e-9);
        Number("mag", ours.Magnitude, Math.Max(1e-7, 2 * relative));
        Number("magerr", ours.MagnitudeError, Math.Max(1e-7, 2 * relative) * Math.Max(1, Of("magerr")));
        Number("npix_optimal", ours.ProfilePixels, 0);
        Number("chi2_optimal", ours.ReducedChiSquare, Math.Max(1e-9, 10 * relative * Of("chi2_optimal")));
        Number("norm_optimal", ours.ProfileSum, 1e-8);
        Number("group_id", ours.Group, 0);
        Number("group_size", ours.GroupSize, 0);
        tally.Compare("flags", (int)ours.Flags & bits, (int)theirs["flags"][row] & bits, 0);
    }
}
