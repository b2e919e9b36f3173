using System.CommandLine;
using System.Globalization;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Measuring;

/// <summary>The options of <c>nocturne measure --method deblended</c>.</summary>
sealed class DeblendOptionSet
{
    static readonly DeblendOptions Usual = new() { ApertureRadius = 3, Psf = new PsfModel(1, 1, 1, 0, [[1]]) };

    readonly Option<string> seed = new("--seed-flux") { Description = "deblended: column of the aperture fluxes; measured first when the table has none.", DefaultValueFactory = _ => "flux_seed" };
    readonly Option<string> psfFlux = new("--psf-flux") { Description = "deblended: column of the PSF fluxes; fitted first when the table has none.", DefaultValueFactory = _ => "flux_psf" };
    readonly Option<string> psfFluxError = new("--psf-flux-err") { Description = "deblended: column of the errors of the PSF fluxes.", DefaultValueFactory = _ => "flux_psf_err" };
    readonly Option<string?> target = new("--target") { Description = "deblended: rows to give out, as numbers from 0 (3,0,17), or a column that is true or not zero for them." };
    readonly Option<string> correction = new("--aperture-correction") { Description = "deblended: total from seed flux by ratio_field, fixed or none.", DefaultValueFactory = _ => "ratio_field" };
    readonly Option<string> backend = new("--ratio-backend") { Description = "deblended: loess, grid or polynomial.", DefaultValueFactory = _ => "loess" };
    readonly Option<int> neighbours = new("--ratio-k") { Description = "deblended: sources that take part in a local ratio.", DefaultValueFactory = _ => Usual.RatioNeighbours };
    readonly Option<string?> scales = new("--ratio-scales") { Description = "deblended: units of distance along x,y [pixels]; a quarter of the range otherwise." };
    readonly Option<int> robust = new("--ratio-robust") { Description = "deblended: robust rounds of loess.", DefaultValueFactory = _ => Usual.RatioRobustRounds };
    readonly Option<string?> grid = new("--ratio-grid") { Description = "deblended: columns,rows of a grid (12,8)." };
    readonly Option<int> perCell = new("--ratio-per-cell") { Description = "deblended: least sources in a cell.", DefaultValueFactory = _ => Usual.RatioLeastPerCell };
    readonly Option<double> smoothing = new("--ratio-smoothing") { Description = "deblended: smoothing of the grid [cells].", DefaultValueFactory = _ => Usual.RatioSmoothing };
    readonly Option<string?> clip = new("--ratio-clip") { Description = "deblended: ratios are kept between low,high (0.5,3)." };
    readonly Option<double> outlier = new("--ratio-outlier") { Description = "deblended: ratios further from the median than so many deviations do not take part.", DefaultValueFactory = _ => Usual.RatioOutlier };
    readonly Option<int> least = new("--ratio-min") { Description = "deblended: fewest ratios for a field.", DefaultValueFactory = _ => Usual.RatioMin };
    readonly Option<string> badFlag = new("--bad-flag") { Description = "deblended: flag of rows that cannot be used.", DefaultValueFactory = _ => "0x1000" };
    readonly Option<bool> noNeighbours = new("--no-neighbour-errors") { Description = "deblended: leave the errors of the neighbours' fluxes out." };
    readonly Option<int> overlap = new("--overlap-subpixel") { Description = "deblended, stdpipe-sep: cells along a pixel for overlaps; ours are exact.", DefaultValueFactory = _ => Usual.OverlapSubpixel };
    readonly Option<bool> diagnostics = new("--diagnostics") { Description = "deblended: add the columns of the model." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[]
        {
            seed, psfFlux, psfFluxError, target, correction, backend, neighbours, scales, robust, grid, perCell, smoothing, clip, outlier, least, badFlag, noNeighbours, overlap, diagnostics,
        })
        {
            command.Options.Add(option);
        }
    }

    public bool Diagnostics(ParseResult parsed) => parsed.GetValue(diagnostics);

    /// <summary>Names of the three columns of fluxes.</summary>
    public (string Seed, string Psf, string PsfError) Columns(ParseResult parsed) => (parsed.GetValue(seed)!, parsed.GetValue(psfFlux)!, parsed.GetValue(psfFluxError)!);

    /// <summary>What a command line asks for, checked.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="shared">The options that all methods have.</param>
    /// <param name="sources">The sources, for the targets.</param>
    /// <exception cref="CommandException">An option makes no sense.</exception>
    public DeblendOptions Options(ParseResult parsed, MeasureOptions shared, SourceTable sources)
    {
        var options = new DeblendOptions
        {
            Recipe = shared.Recipe == MeasureRecipe.Nocturne ? MeasureRecipe.Nocturne : MeasureRecipe.StdpipeSep,
            ApertureRadius = shared.ApertureRadius,
            Psf = shared.Psf ?? throw new CommandException(ExitCode.Usage, "Deblended apertures need a PSF model: give one (--psf FILE) or choose another method."),
            Fwhm = shared.Fwhm?.Typical,
            Gain = shared.Gain,
            BackgroundMesh = shared.BackgroundMesh,
            Targets = Targets(parsed.GetValue(target), sources),
            ApertureCorrection = OptionText.Choice(parsed, correction, ("ratio_field", ApertureCorrection.RatioField), ("fixed", ApertureCorrection.Fixed), ("none", ApertureCorrection.None)),
            RatioBackend = OptionText.Choice(parsed, backend, ("loess", FieldBackend.Loess), ("grid", FieldBackend.Grid), ("polynomial", FieldBackend.Polynomial)),
            RatioNeighbours = parsed.GetValue(neighbours),
            RatioScales = OptionText.Pair(parsed, scales),
            RatioRobustRounds = parsed.GetValue(robust),
            RatioGrid = OptionText.Sides(parsed, grid) ?? Usual.RatioGrid,
            RatioLeastPerCell = parsed.GetValue(perCell),
            RatioSmoothing = parsed.GetValue(smoothing),
            RatioClip = OptionText.Pair(parsed, clip) ?? Usual.RatioClip,
            RatioOutlier = parsed.GetValue(outlier),
            RatioMin = parsed.GetValue(least),
            BadFlag = Flag(parsed.GetValue(badFlag)!),
            PropagateNeighbourErrors = !parsed.GetValue(noNeighbours),
            OverlapSubpixel = parsed.GetValue(overlap),
        };
        return OptionText.Valid(() =>
        {
            options.Validate();
            return options;
        });
    }

    static int[]? Targets(string? text, SourceTable sources)
    {
        if (text is null) return null;
        if (sources.Find(text) is { } column)
        {
            var chosen = column is Core.Tables.TableColumn<string> ? Array.ConvertAll(column.ToTexts(), word => word.Equals("true", StringComparison.OrdinalIgnoreCase) ? 1.0 : 0) : sources.Numbers(text);
            return [.. Enumerable.Range(0, sources.Count).Where(row => chosen[row] is not (0 or double.NaN))];
        }

        var rows = new List<int>();
        foreach (var part in text.Split(','))
        {
            rows.Add(int.TryParse(part, CultureInfo.InvariantCulture, out var row) && row >= 0 && row < sources.Count ? row
                : throw new CommandException(ExitCode.Usage, $"--target: '{part}' is neither a column of the sources nor one of their {sources.Count} rows, which are counted from 0."));
        }

        return [.. rows];
    }

    static QualityFlag Flag(string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.HexNumber : NumberStyles.Integer, CultureInfo.InvariantCulture, out var bits) && bits >= 0
            ? (QualityFlag)bits
            : throw new CommandException(ExitCode.Usage, $"--bad-flag takes a number such as 0x1000, not '{text}'.");
    }
}
