using Nocturne.Core.Background;
using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Measuring;

/// <summary>Deblended apertures, with the fluxes of the model measured first where the table does not bring them.</summary>
sealed class DeblendedRun(MeasureInput input, SourceTable sources, MeasureOptions shared)
{
    readonly MeasureInput input = shared.Recipe == MeasureRecipe.Nocturne ? WithSky(input, shared) : input;

    /// <summary>What the model took beyond the table, in words.</summary>
    public List<string> Notes { get; } = [];

    public IReadOnlyList<DeblendedFlux> Measure(DeblendOptions options, (string Seed, string Psf, string PsfError) columns)
    {
        if (sources.Count == 0) return [];
        var seeds = sources.Find(columns.Seed) is null ? Measured(columns.Seed, MeasureMethod.Aperture).Fluxes : sources.Numbers(columns.Seed);
        double[] fluxes, errors;
        if (sources.Find(columns.Psf) is null)
        {
            (fluxes, errors) = Measured(columns.Psf, MeasureMethod.Psf);

            // No fit succeeded: no neighbour has light to take off.
            if (errors.All(double.IsNaN)) options = options with { PropagateNeighbourErrors = false };
        }
        else
        {
            fluxes = sources.Numbers(columns.Psf);
            errors = sources.Find(columns.PsfError) is null ? [.. fluxes.Select(_ => double.NaN)] : sources.Numbers(columns.PsfError);
        }

        DeblendedSource[] detections = [.. sources.X.Select((x, i) => new DeblendedSource(x, sources.Y[i], seeds[i], fluxes[i], errors[i]))];
        var flags = sources.Sources;
        return OptionText.Valid(() => DeblendedAperture.Measure(input, detections, options).Select(row => row with { Flags = row.Flags | flags[row.Index].Flags }).ToArray());
    }

    (double[] Fluxes, double[] Errors) Measured(string column, MeasureMethod method)
    {
        Notes.Add($"The sources have no column '{column}': {(method == MeasureMethod.Psf ? "PSF fluxes were fitted at their positions" : "aperture fluxes were measured")}.");
        var options = shared with
        {
            Recipe = shared.Recipe == MeasureRecipe.Stdpipe ? MeasureRecipe.StdpipeSep : shared.Recipe,
            Method = method,
            FitPositions = false,
            CentroidIterations = 0,
            MinSn = 0,
            KeepNegative = true,
            EmitBackground = false,
        };
        var rows = OptionText.Valid(() => SourcePhotometry.Measure(input, [.. sources.Sources.Select(source => source with { Flags = QualityFlag.Good })], options)).Sources;
        return ([.. rows.Select(row => row.Flux)], [.. rows.Select(row => row.FluxError)]);
    }

    /// <summary>By our rules an image need not be free of its sky.</summary>
    static MeasureInput WithSky(MeasureInput input, MeasureOptions options)
    {
        if (input.Background is not null) return input;
        var side = options.BackgroundMesh;
        var mesh = OptionText.Valid(() => BackgroundEstimation.Estimate(input.Image.View, input.Mask, new BackgroundOptions { BoxWidth = side, BoxHeight = side }));
        return input with { Background = BackgroundMeshField.Level(mesh) };
    }
}
