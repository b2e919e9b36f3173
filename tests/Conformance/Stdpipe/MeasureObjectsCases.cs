using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Photometry;

namespace Nocturne.Conformance.Stdpipe;

/// <summary>The tables of measure_objects against our compatible recipe.</summary>
static class MeasureObjectsCases
{
    public static IEnumerable<MeasureLine> Run(MeasureReference reference)
    {
        foreach (var entry in reference.Cases("measure_objects")) yield return Compare(reference, entry);
    }

    static MeasureLine Compare(MeasureReference reference, JsonElement entry)
    {
        var file = entry.GetProperty("file").GetString()!;
        var tally = new MeasureTally(file);
        var options = MeasureCaseOptions.Options(reference, entry, MeasureRecipe.Stdpipe);
        var sources = reference.Table(MeasureCaseOptions.SourceFile(reference, entry));
        var theirs = reference.Table(file);
        var ids = sources["id"];
        var result = SourcePhotometry.Measure(
            MeasureCaseOptions.Input(reference, entry), [.. sources["x"].Select((x, i) => new SourcePosition(x, sources["y"][i]))], options);
        var ours = result.Sources.ToDictionary(row => (int)ids[row.Index]);
        if (ours.Count != theirs.Count) tally.Fail("rows", string.Create(CultureInfo.InvariantCulture, $"{ours.Count} rows, not {theirs.Count}"));
        for (var r = 0; r < theirs.Count; r++)
        {
            var id = (int)theirs["id"][r];
            if (ours.TryGetValue(id, out var row)) CompareRow(tally, row, theirs, r, options, string.Create(CultureInfo.InvariantCulture, $"id {id}"));
            else tally.Fail("rows", string.Create(CultureInfo.InvariantCulture, $"id {id} is missing"));
        }

        return tally.Line();
    }

    static void CompareRow(MeasureTally tally, MeasuredSource row, MeasureReferenceTable theirs, int r, MeasureOptions options, string name)
    {
        // Where stdpipe makes an integer of a level that is not a number, it loses the flag for it too.
        var lost = theirs.Has("bg_local") && Math.Abs(theirs["bg_local"][r]) > 1e9;
        var bits = 0x200 | 0x800 | 0x1000 | (lost ? 0 : 0x400);
        var relative = options.Method == MeasureMethod.Optimal ? 1e-8 : options.CentroidIterations > 0 ? 1e-5 : 1e-9;
        void Number(string column, double value, double tolerance)
        {
            if (theirs.Has(column)) tally.Add(column, value, theirs[column][r], tolerance, name);
        }

        double Relative(string column) => relative * Math.Max(1e-300, Math.Abs(theirs[column][r]));
        var position = options.CentroidIterations > 0 ? 1e-5 : 0;
        Number("x", row.X, position);
        Number("y", row.Y, position);
        var scale = double.IsFinite(theirs["fluxerr"][r]) ? theirs["fluxerr"][r] : 1;
        Number("flux", row.Flux, Math.Max(Relative("flux"), 1e-8 * scale));
        Number("fluxerr", row.FluxError, Relative("fluxerr"));
        if (!lost) Number("bg_local", row.LocalBackground, 1e-7);
        Number("npix_aper", row.Area, options.CentroidIterations > 0 ? 1e-6 : 1e-9);
        Number("bg_fluxerr", row.BackgroundFluxError, Relative("bg_fluxerr") + 1e-9);
        var magnitude = Math.Max(1e-7, 2 * relative);
        Number("mag", row.Magnitude, magnitude);
        Number("magerr", row.MagnitudeError, magnitude * Math.Max(1, theirs["magerr"][r]));
        Number("npix_optimal", row.ProfilePixels, 0);
        if (theirs.Has("chi2_optimal")) Number("chi2_optimal", row.ReducedChiSquare, Math.Max(1e-9, 10 * Relative("chi2_optimal")));
        Number("norm_optimal", row.ProfileSum, 1e-8);
        Number("group_id", row.Group, 0);
        Number("group_size", row.GroupSize, 0);
        tally.Add("flags", (int)row.Flags & bits, (int)theirs["flags"][r] & bits, 0, name);
    }
}
