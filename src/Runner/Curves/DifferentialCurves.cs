using System.Globalization;
using Nocturne.Core.Catalogs;
using Nocturne.Core.LightCurves;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Curves;

/// <summary>Makes the light curve of a target in a band from the rows of its stars.</summary>
static class DifferentialCurves
{
    /// <summary>Names of what a curve can be freed of.</summary>
    public static IReadOnlyList<string> Regressors { get; } = ["airmass", "x", "y", "fwhm", "sky", "background", "time"];

    /// <summary>Stars that are compared with at most, the brightest: more add nothing but time.</summary>
    const int MostComparisons = 60;

    /// <summary>Distance in which a star shares light with another [semi-major sigmas of the stars]: two apertures of one FWHM touch.</summary>
    const double TouchingSigmas = 4.7;

    /// <summary>Share of a comparison's light that a neighbour may have before it matters.</summary>
    const double BlendShare = 0.01;

    /// <exception cref="CommandException">There is no such star, or a comparison is not there.</exception>
    public static BandLightCurve Make(BandCurves band, int target, CurveRequest request)
    {
        if (!band.Stars.TryGetValue(target, out var rows))
            throw new CommandException(ExitCode.UnusableInput, $"Band {band.Band} has no star {target} measured with '{band.Photometer}'; it has {Numbers(band.Stars.Keys)}.");
        var stars = Comparisons(band, target, request).Select(star => WithScintillation(star, band, request)).ToList();
        var star = WithScintillation(rows.Series, band, request);
        var remarks = new List<string>();
        var ensemble = EnsembleLearning.Learn(stars, request.Ensemble with { KeepAll = request.Comparisons is not null });
        remarks.AddRange(ensemble.Remarks);
        var used = stars.Where(candidate => ensemble.Used.Any(verdict => verdict.Number == candidate.Number)).ToList();
        var curve = request.Method == CurveMethod.Sum ? DifferentialPhotometry.OverSum(star, used) : DifferentialPhotometry.Over(star, ensemble);
        var flags = rows.Series.Flags.Select((flag, i) => double.IsNaN(curve.Flux[i]) && double.IsFinite(star.Flux[i]) ? flag | QualityFlag.NoComparison : flag).ToArray();

        Detrended? detrended = null;
        if (request.Detrend.Count > 0)
        {
            var use = Enumerable.Range(0, band.Count).Select(i => (flags[i] & StarSeries.Spoiling) == 0 && !request.LeftOut.Any(interval => interval.Contains(band.Time[i]))).ToArray();
            detrended = Detrending.Fit(curve.Flux, curve.Error, [.. request.Detrend.Select(name => Regressor(name, band, rows))], use);
            curve = new(detrended.Flux, detrended.Error);
        }

        var made = new BandLightCurve(band, target, curve, flags, ensemble, request.Method, detrended, 1, remarks);
        var unit = request.Normalise.UnitOf(made.Series().Value);
        return made with { Curve = curve.Over(unit), Unit = unit };
    }

    /// <summary>Numbers of stars as people write them.</summary>
    public static string Numbers(IEnumerable<int> numbers) => string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))) is { Length: > 0 } text ? text : "none";

    static IEnumerable<StarSeries> Comparisons(BandCurves band, int target, CurveRequest request)
    {
        if (request.Comparisons is { } named)
        {
            foreach (var number in named)
            {
                if (number == target) throw new CommandException(ExitCode.Usage, $"Star {target} cannot be compared with itself; leave it out of --comparisons.");
                if (!band.Stars.ContainsKey(number)) throw new CommandException(ExitCode.UnusableInput, $"Band {band.Band} has no star {number} to compare with; it has {Numbers(band.Stars.Keys)}.");
            }

            return named.Distinct().Select(number => Blended(band, band.Stars[number].Series, target));
        }

        var candidates = band.Stars.Where(star => star.Key != target).Select(star => Blended(band, star.Value.Series, target));
        return candidates.OrderByDescending(star => FluxOf(band, star.Number)).Take(MostComparisons).OrderBy(star => star.Number);
    }

    static double FluxOf(BandCurves band, int number) => band.Catalogue?.Sources.FirstOrDefault(star => star.Number == number)?.Flux ?? 0;

    /// <summary>The star with a sentence on its neighbour, if it has one.</summary>
    static StarSeries Blended(BandCurves band, StarSeries series, int target)
    {
        if (band.Catalogue is not { } catalogue || Find(catalogue, series.Number) is not { } star) return series;
        var reach = TouchingSigmas * catalogue.PsfSemiMajorSigma;
        var neighbour = catalogue.Sources.Where(other => other.Number != star.Number && Distance(star, other) < reach && (other.Number == target || other.Flux > BlendShare * star.Flux))
            .OrderByDescending(other => other.Flux).FirstOrDefault();
        return neighbour is null ? series : series with
        {
            Blend = string.Create(CultureInfo.InvariantCulture, $"It shares its aperture with {(neighbour.Number == target ? "the target" : $"star {neighbour.Number}")}, {Distance(star, neighbour):0.0} pixels away."),
        };
    }

    static CatalogueSource? Find(SourceCatalogue catalogue, int number) => catalogue.Sources.FirstOrDefault(star => star.Number == number);

    static double Distance(CatalogueSource one, CatalogueSource other) => double.Hypot(one.X - other.X, one.Y - other.Y);

    static StarSeries WithScintillation(StarSeries star, BandCurves band, CurveRequest request)
    {
        if (!(request.TelescopeDiameter > 0)) return star;
        var relative = new double[band.Count];
        for (var i = 0; i < relative.Length; i++)
        {
            // Where the airmass is not known, that of half height is taken.
            var airmass = double.IsFinite(band.Airmass[i]) ? band.Airmass[i] : 1.15;
            relative[i] = Scintillation.RelativeNoise(airmass, request.TelescopeDiameter, band.Exposure[i], request.SiteHeight, request.Scintillation);
        }

        return Scintillation.AddTo(star, relative);
    }

    static Regressor Regressor(string name, BandCurves band, StarRows target) => new(name, name switch
    {
        "airmass" => band.Airmass,
        "x" => target.X,
        "y" => target.Y,
        "fwhm" => band.Fwhm,
        "sky" => band.Sky,
        "background" => target.Background,
        _ => Array.ConvertAll(band.Time, time => time - band.Time[0]),
    });
}
