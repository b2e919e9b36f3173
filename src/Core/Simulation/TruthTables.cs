using System.Globalization;
using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Simulation;

/// <summary>Writes down what is true of a simulated night: its stars, its frames, and every star in every frame.</summary>
public static class TruthTables
{
    /// <summary>Writes <c>truth_sources.csv</c>, <c>truth_frames.csv</c> and <c>truth_lightcurves.csv</c>, over what was there.</summary>
    /// <param name="simulator">The night.</param>
    /// <param name="folder">Where they go; made if it is not there.</param>
    public static void Write(NightSimulator simulator, string folder)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        Directory.CreateDirectory(folder);
        using (var sources = Open(folder, "truth_sources.csv")) WriteSources(simulator, sources);
        using var frames = Open(folder, "truth_frames.csv");
        using var lightCurves = Open(folder, "truth_lightcurves.csv");
        WriteFrames(simulator, frames, lightCurves);
    }

    static void WriteSources(NightSimulator simulator, StreamWriter table)
    {
        var bands = simulator.Plan.Bands;
        table.WriteLine($"source,x,y,{string.Join(',', bands.Select(band => $"flux_{band.Filter}"))},kind");
        for (var i = 0; i < simulator.Stars.Count; i++)
        {
            var star = simulator.Stars[i];
            var fluxes = string.Join(',', Enumerable.Range(0, bands.Count).Select(band => Invariant($"{simulator.Flux(band, i):F4}")));
            var kinds = simulator.Plan.Variables.Where(law => law.Star == star.Number).Select(law => law.Kind).DefaultIfEmpty("constant");
            table.WriteLine(Invariant($"{star.Number},{star.X:F5},{star.Y:F5},{fluxes},{string.Join('+', kinds)}"));
        }
    }

    static void WriteFrames(NightSimulator simulator, StreamWriter frames, StreamWriter lightCurves)
    {
        var plan = simulator.Plan;
        frames.WriteLine("file,band,index,width,height,utc_start,exposure_s,mjd_utc_start,bmjd_start,bmjd_mid,transparency,"
            + "semimajor_sigma,semiminor_sigma,orientation_deg,sky,m00,m01,m02,m10,m11,m12,cosmic_rays,bad");
        lightCurves.WriteLine("band,index,source,x,y,flux,model,response");
        for (var band = 0; band < plan.Bands.Count; band++)
        {
            for (var frame = 0; frame < plan.FrameCount(plan.Bands[band]); frame++)
            {
                if (simulator.IsMissing(frame)) continue;
                var truth = simulator.Truth(band, frame);
                frames.WriteLine(FrameRow(plan, truth));
                foreach (var source in truth.Sources)
                {
                    lightCurves.WriteLine(
                        Invariant($"{truth.Band.Filter},{frame},{source.Number},{source.X:F5},{source.Y:F5},{source.Flux:F4},")
                        + Invariant($"{source.Model:F7},{source.Response:F7}"));
                }
            }
        }
    }

    static string FrameRow(SimulationPlan plan, FrameTruth truth)
    {
        var start = truth.UtcStart;
        var middle = TimeScales.AddToUtc(start, truth.ExposureSeconds / 2);
        var (startBarycentric, middleBarycentric) =
            (Barycentre.ToBmjdTdb(start, plan.Pointing, plan.Observatory), Barycentre.ToBmjdTdb(middle, plan.Pointing, plan.Observatory));
        var m = truth.Field;
        var hits = string.Join(", ", truth.CosmicRays.Select(hit => Invariant($"[{hit.X}, {hit.Y}, {hit.Length}, {hit.Counts:F1}]")));
        var bad = truth.Bad == BadFrameKind.None ? "" : truth.Bad.ToString().ToLowerInvariant();
        return Invariant($"{truth.FileName},{truth.Band.Filter},{truth.Index},{plan.Width},{plan.Height},")
            + Invariant($"{TimeScales.ToIso(start)},{truth.ExposureSeconds},")
            + Invariant($"{Exact(start)},{Exact(startBarycentric)},{Exact(middleBarycentric)},{truth.Transparency:F6},")
            + Invariant($"{truth.Psf.SemiMajorSigma:F6},{truth.Psf.SemiMinorSigma:F6},{truth.Psf.OrientationDegrees},{truth.Sky:F4},")
            + Invariant($"{m.Xx:R},{m.Xy:R},{m.X0:R},{m.Yx:R},{m.Yy:R},{m.Y0:R},\"[{hits}]\",{bad}");
    }

    /// <summary>Twelve decimals of a day: a tenth of a microsecond.</summary>
    static string Exact(Mjd date) => Invariant($"{date.Day + (decimal)date.Fraction:F12}");

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>UTF-8 without a mark, which is what a writer makes unless told otherwise.</summary>
    static StreamWriter Open(string folder, string name) => new(Path.Combine(folder, name)) { NewLine = "\n" };
}
