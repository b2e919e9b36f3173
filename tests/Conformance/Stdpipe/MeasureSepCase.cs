using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The tables of measure_objects_sep against our recipe of that name.</summary>
sealed class MeasureSepCase : ICaseKind
{
    public bool Takes(ManifestEntry entry) => entry.Section == "cases" && entry.Text("function") == "measure_objects_sep";

    public CaseResult Run(SceneSet set, ManifestEntry entry)
    {
        var tally = new Tally();
        var scene = set.SceneOf(entry);
        var options = MeasureCaseOptions.Options(set, entry, MeasureRecipe.StdpipeSep);
        var sources = MeasureCaseOptions.Sources(set, scene, entry);
        double[] x = sources.Numbers("x"), y = sources.Numbers("y");
        var result = SourcePhotometry.Measure(
            MeasureCaseOptions.Input(scene, entry), [.. x.Select((value, i) => new SourcePosition(value, y[i]))], options);
        var theirs = set.Table(entry.Text("file")!);
        var columns = theirs.Names.ToDictionary(name => name, theirs.Numbers);
        var rows = MeasureData.Join(tally, result.Sources, sources.Numbers("id"), theirs).ToArray();
        foreach (var (ours, row) in rows) CompareRow(tally, ours, columns, row, options);
        if (options.CentroidIterations > 0)
        {
            // A windowed position that wanders for all its steps between two stars ends where rounding takes it.
            Shares(tally, "x", [.. rows.Select(pair => Difference(pair.Ours.X, columns["x"][pair.Row]))], 1e-3, 1e-5);
            Shares(tally, "y", [.. rows.Select(pair => Difference(pair.Ours.Y, columns["y"][pair.Row]))], 1e-3, 1e-5);
        }

        if (options.Method == MeasureMethod.Psf) ComparePsf(tally, rows, columns);
        return tally.ToResult(entry.Name);
    }

    static void CompareRow(Tally tally, MeasuredSource ours, Dictionary<string, double[]> theirs, int row, MeasureOptions options)
    {
        void Number(string column, double value, double tolerance)
        {
            if (theirs.TryGetValue(column, out var expected)) tally.Compare(column, value, expected[row], tolerance);
        }

        if (options.CentroidIterations == 0)
        {
            Number("x", ours.X, 0);
            Number("y", ours.Y, 0);
        }

        var bits = 0x200 | 0x400 | 0x800 | 0x1000 | 0x2000;
        tally.Compare("flags", (int)ours.Flags & bits, (int)theirs["flags"][row] & bits, 0);
        if (options.Method == MeasureMethod.Psf) return;
        var error = theirs["fluxerr"][row];
        var share = options.CentroidIterations > 0 ? 1e-3 : 2e-5;
        Number("flux", ours.Flux, Math.Max(share * error, 1e-6 * Math.Abs(theirs["flux"][row])));
        Number("fluxerr", ours.FluxError, Math.Max(1e-6, share) * error);
    }

    static void ComparePsf(Tally tally, (MeasuredSource Ours, int Row)[] rows, Dictionary<string, double[]> theirs)
    {
        // A fit that stops on its last step may stop one step earlier or later: one row in a hundred may differ by more.
        var errors = theirs["fluxerr"];
        Shares(
            tally, "flux ÷ error", [.. rows.Select(pair => Difference(pair.Ours.Flux, theirs["flux"][pair.Row]) / (errors[pair.Row] > 0
            ? errors[pair.Row] : 1))], 2e-3, 1e-5);
        Shares(
            tally, "fluxerr", [.. rows.Select(pair => Difference(pair.Ours.FluxError, errors[pair.Row]) / (errors[pair.Row] > 0
            ? errors[pair.Row] : 1))], 2e-3, 1e-5);
        Shares(tally, "x_psf", [.. rows.Select(pair => Difference(pair.Ours.PsfX, theirs["x_psf"][pair.Row]))], 1e-3, 1e-5);
        Shares(tally, "y_psf", [.. rows.Select(pair => Difference(pair.Ours.PsfY, theirs["y_psf"][pair.Row]))], 1e-3, 1e-5);
        Shares(
            tally, "chi2", [.. rows.Select(pair => Difference(pair.Ours.ReducedChiSquare,
            theirs["chi2_psf"][pair.Row]) / (theirs["chi2_psf"][pair.Row] > 1 ? theirs["chi2_psf"][pair.Row] : 1))], 1e-3, 1e-5);
        Shares(tally, "niter", [.. rows.Select(pair => Difference(pair.Ours.PsfIterations, theirs["niter_psf"][pair.Row]))], 1, 1);
        var bits = QualityFlag.CutByEdge | QualityFlag.HasMaskedPixels | QualityFlag.AllMasked;
        foreach (var (ours, row) in rows)
        {
            tally.Compare("flags_psf", (int)(ours.PsfFlags & bits), (int)theirs["flags_psf"][row] & (int)bits, 0);
            if (theirs["flux"][row] == 0) tally.Compare("flux that is 0", ours.Flux, 0, 0);
        }
    }

    static double Difference(double ours, double theirs) => double.IsNaN(ours) && double.IsNaN(theirs) ? 0 : Math.Abs(ours - theirs);

    static void Shares(Tally tally, string quantity, double[] deviations, double worst, double typical)
    {
        if (deviations.Length == 0) return;
        Array.Sort(deviations.Select((value, i) => double.IsNaN(value) ? deviations[i] = double.PositiveInfinity : value).ToArray());
        Array.Sort(deviations);
        tally.Limit(quantity + " (99 %)", deviations[(int)(0.99 * (deviations.Length - 1))], worst);
        tally.Limit(quantity + " (median)", deviations[deviations.Length / 2], typical);
    }
}
