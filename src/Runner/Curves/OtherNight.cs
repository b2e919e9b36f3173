using Nocturne.Core.Fits;
using Nocturne.Core.LightCurves;
using Nocturne.Core.Quality;
using Nocturne.Core.Tables;

namespace Nocturne.Runner.Curves;

/// <summary>The light curve of a star in one band on another night, from a file that <c>nocturne lightcurve</c> wrote.</summary>
/// <param name="File">The file.</param>
/// <param name="Band">The band; null when the file has one only and does not name it.</param>
/// <param name="Bmjd">Times at the barycentre [MJD, TDB].</param>
/// <param name="Mjd">Times at the telescope [MJD, UTC].</param>
/// <param name="Flux">Target over the comparisons of that night.</param>
/// <param name="Error">Standard deviations.</param>
sealed record OtherNight(string File, string? Band, double[] Bmjd, double[] Mjd, double[] Flux, double[] Error)
{
    /// <summary>The points brought to the level of this night: each night has comparisons of its own, and the medians are set equal.</summary>
    /// <param name="barycentric">Whether the times are those at the barycentre.</param>
    /// <param name="level">The median of this night.</param>
    public TimeSeries At(bool barycentric, double level)
    {
        var own = TimeSeries.From(barycentric ? Bmjd : Mjd, Flux, Error);
        if (own.Count == 0) return own;
        var unit = level / Normalisation.Median.UnitOf(own.Value);
        return new(own.Time, Array.ConvertAll(own.Value, value => value * unit), Array.ConvertAll(own.Error, error => error * Math.Abs(unit)));
    }

    /// <summary>Adds the nights of files to the curves of their bands.</summary>
    /// <exception cref="CommandException">A file is no light curve, or has no band of these.</exception>
    public static IReadOnlyList<BandLightCurve> Join(IReadOnlyList<BandLightCurve> curves, IReadOnlyList<string> files)
    {
        var joined = curves.ToArray();
        foreach (var night in files.SelectMany(Read))
        {
            var places = Enumerable.Range(0, joined.Length).Where(k => night.Band is null ? joined.Length == 1 : joined[k].Band.Band.ToString() == night.Band).ToArray();
            if (places.Length == 0)
            {
                // A night may have more bands than are asked for; one without a name must be the only one.
                if (night.Band is not null) continue;
                throw new CommandException(ExitCode.UnusableInput, $"{night.File}: the file does not say which of {string.Join(", ", joined.Select(curve => curve.Band.Band))} its band is; choose one with --bands.");
            }
            var curve = joined[places[0]];
            if (curve.Band.IsBarycentric && !night.Bmjd.Any(double.IsFinite)) throw new CommandException(ExitCode.UnusableInput, $"{night.File}: no barycentric times, which this night has; times of different nights are compared at the barycentre.");
            joined[places[0]] = curve with { OtherNights = [.. curve.OtherNights, night] };
        }

        var lonely = files.FirstOrDefault(file => !joined.Any(curve => curve.OtherNights.Any(night => night.File == file)));
        return lonely is null ? joined : throw new CommandException(ExitCode.UnusableInput, $"{lonely}: none of its bands is one of {string.Join(", ", joined.Select(curve => curve.Band.Band))}.");
    }

    static List<OtherNight> Read(string file)
    {
        try
        {
            var table = TableReader.Open(file);
            double[] Column(string name) => table.Find(name)?.ToDoubles() ?? throw new TableException(file, $"has no column '{name}': a light curve that 'nocturne lightcurve' wrote is wanted.");
            var (bmjd, mjd, flux, error) = (Column("bmjd_tdb_mid"), Column("mjd_utc_mid"), Column("rel_flux"), Column("rel_flux_err"));
            var flags = table.Find("flags")?.ToDoubles();
            var bands = table.Find("band")?.ToTexts();
            var good = Enumerable.Range(0, flux.Length).Where(i => flags is null || ((QualityFlag)(int)flags[i] & StarSeries.Spoiling) == 0);
            return [.. good.GroupBy(i => bands?[i]).Select(same => new OtherNight(file, same.Key, Of(same, bmjd), Of(same, mjd), Of(same, flux), Of(same, error)))];
        }
        catch (Exception fault) when (fault is TableException or FitsException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, fault.Message.Contains(Path.GetFileName(file), StringComparison.Ordinal) ? fault.Message : $"{file}: {fault.Message}", fault);
        }

        static double[] Of(IEnumerable<int> rows, double[] values) => [.. rows.Select(row => values[row])];
    }
}
