using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Simulation;

namespace Nocturne.Conformance.Sky;

/// <summary>Plays a scenario through catalogue and alignment and holds every row against the truth.</summary>
public sealed class ScenarioNight
{
    /// <summary>A row farther from its star than this is not of the star [pixels].</summary>
    const double LargestError = 2;

    /// <summary>Counts with which a star is surely found in one frame.</summary>
    const double SurelySeen = 4000;

    /// <summary>Stars that are enough in a good frame.</summary>
    const int Enough = 4;

    static readonly BackgroundOptions Background = new() { BoxWidth = 24, BoxHeight = 24 };
    static readonly TrackingOptions Finding = new() { Segmentation = new() { MinimumPixels = 8 } };
    static readonly CatalogueOptions Catalogue = new() { Segmentation = new() { MinimumPixels = 8, BorderWidth = 16 } };

    /// <summary>As a night has it, but for the turn: that of a whole night passes in two minutes here, so few stars are trusted for a shorter time.</summary>
    static readonly AlignmentOptions Alignment = new() { MaximumScaleChange = 0.02, MaximumShift = SkyScenario.Side / 2.0, FewStarsSeconds = 10 };

    static readonly NumberingOptions Numbering = new();

    readonly SkyScenario scenario;
    readonly NightSimulator simulator;
    readonly ScenarioOutcome outcome = new();

    ScenarioNight(SkyScenario scenario) => (this.scenario, simulator) = (scenario, new NightSimulator(scenario.Plan));

    public static ScenarioOutcome Play(SkyScenario scenario)
    {
        var night = new ScenarioNight(scenario);
        night.NumberBands();
        night.PlayBand(scenario.Seed % scenario.Plan.Bands.Count);
        return night.outcome;
    }

    /// <summary>Numbers the stars of both cameras as one field: equal numbers must be the same star.</summary>
    void NumberBands()
    {
        var stars = new Dictionary<int, int>();
        var earlier = new List<SourceCatalogue>();
        for (var band = 0; band < scenario.Plan.Bands.Count; band++)
        {
            var quiet = Quiet(band);
            if (MakeCatalogue(quiet, out var reference) is not { } catalogue) return;
            var numbered = SourceNumbering.Number(earlier, catalogue, Numbering);
            if (numbered.Shared > 0) outcome.Joined++;
            else if (band > 0) outcome.Refused++;
            earlier.Add(numbered.Catalogue);
            var identities = Identities(numbered.Catalogue, quiet[reference].Sources);
            for (var i = 0; i < identities.Length; i++)
            {
                var number = numbered.Catalogue.Sources[i].Number;
                if (identities[i] < 0 || stars.TryAdd(number, identities[i]) || stars[number] == identities[i]) continue;
                outcome.WrongNumbers++;
                outcome.Faults.Add($"seed {scenario.Seed}: number {number} is two stars");
            }
        }
    }

    ScenarioFrame[] Quiet(int band)
    {
        var camera = new ScenarioCamera(scenario, simulator, band);
        return [.. Enumerable.Range(0, SkyScenario.Quiet).Select(camera.Take)];
    }

    void PlayBand(int band)
    {
        var camera = new ScenarioCamera(scenario, simulator, band);
        var quiet = Quiet(band);
        if (MakeCatalogue(quiet, out var reference) is not { } catalogue) return;
        var identities = Identities(catalogue, quiet[reference].Sources);
        var stars = catalogue.Sources.Select(source => new Star(source.X, source.Y, source.Flux)).OrderByDescending(star => star.Flux).ToArray();
        PlaneTransform? last = null;
        var (lastFrame, missed) = (0, 0);
        for (var i = 0; i < SkyScenario.Frames; i++)
        {
            var frame = i < quiet.Length ? quiet[i] : camera.Take(i);
            var background = BackgroundEstimation.Estimate(frame.Image.View, default, Background);
            var isRecent = (i - lastFrame) * scenario.Plan.CadenceSeconds <= Alignment.FewStarsSeconds;
            var placement = FieldPlacement.Place(frame.Image.View, background, stars, last, isRecent, borrowed: null, Finding, Alignment);
            if (placement.IsProven) (last, lastFrame) = (placement.Result.Transform, i);
            Judge(placement, catalogue, identities, frame, $"seed {scenario.Seed} band {band} frame {i}", ref missed);
        }
    }

    void Judge(Placement placement, SourceCatalogue catalogue, int[] identities, ScenarioFrame frame, string where, ref int missed)
    {
        outcome.Frames++;
        var isGood = IsGood(identities, frame);
        if (isGood) outcome.Good++;
        if (placement.Result.Transform is not { } map)
        {
            if (!isGood) return;
            outcome.Missed++;
            outcome.LongestMiss = Math.Max(outcome.LongestMiss, ++missed);
            outcome.Faults.Add($"{where}: not placed ({placement.Result.Failure})");
            return;
        }
        missed = 0;
        outcome.Placed++;
        if (placement.Kind == PlacementKind.FewStars) outcome.ByFewStars++;
        for (var i = 0; i < identities.Length; i++)
        {
            if (identities[i] < 0) continue;
            var (x, y) = map.Apply(catalogue.Sources[i].X, catalogue.Sources[i].Y);
            var truth = frame.Sources[identities[i]];
            if (!IsInside(truth, frame, 0)) continue;
            var squared = ((x - truth.X) * (x - truth.X)) + ((y - truth.Y) * (y - truth.Y));
            outcome.Rows++;
            outcome.SquaredErrors += Math.Min(squared, LargestError * LargestError);
            if (squared <= LargestError * LargestError) continue;
            outcome.WrongRows++;
            outcome.Faults.Add($"{where}: star {truth.Number} is off by {Math.Sqrt(squared):F1} px ({placement.Kind}, {placement.Result.Matches.Count} stars)");
        }
    }

    /// <summary>The catalogue of the quiet frames, as a night makes it: the frame with the most stars is the reference, the others are laid on it.</summary>
    static SourceCatalogue? MakeCatalogue(ScenarioFrame[] frames, out int reference)
    {
        var backgrounds = frames.Select(frame => BackgroundEstimation.Estimate(frame.Image.View, default, Background)).ToArray();
        var stars = frames.Select((frame, i) => Stars.From(
            Nocturne.Core.Detection.SegmentationFinder.Find(frame.Image.View, default, backgrounds[i], Finding.Sigmas, Finding.Segmentation), backgrounds[i])).ToArray();
        reference = Enumerable.Range(0, frames.Length).MaxBy(i => stars[i].Length);
        var stack = new FrameStack(SkyScenario.Side, SkyScenario.Side);
        for (var i = 0; i < frames.Length; i++)
        {
            var map = i == reference ? PlaneTransform.Identity
                : PatternAlignment.Align(stars[reference], stars[i], SkyScenario.Side, SkyScenario.Side, Alignment).Transform;
            if (map is not { } placed) continue;
            var pixels = new float[frames[i].Image.Pixels.Length];
            backgrounds[i].Subtract(frames[i].Image.View, pixels);
            stack.Add(new(pixels, SkyScenario.Side, SkyScenario.Side), placed, backgrounds[i].GlobalRms);
        }
        var catalogue = CatalogueBuilder.Build(stack.Mean(), "reference", stack.Frames, Catalogue);
        return catalogue.Sources.Count < Alignment.MinimumStars ? null : catalogue;
    }

    /// <summary>Which true star each entry of the catalogue is; -1 for a blend or for none.</summary>
    int[] Identities(SourceCatalogue catalogue, IReadOnlyList<SourceTruth> truth) =>
    [
        .. catalogue.Sources.Select(source =>
        {
            var near = Enumerable.Range(0, truth.Count).Where(i => Distance(truth[i], source) < 8).OrderBy(i => Distance(truth[i], source)).ToArray();
            if (near.Length == 0) outcome.FalseSources++;
            return near.Length > 0 && Distance(truth[near[0]], source) < 1 ? near[0] : -1;
        }),
    ];

    static bool IsGood(int[] identities, ScenarioFrame frame) =>
        identities.Count(star => star >= 0 && frame.Sources[star].Flux >= SurelySeen && IsInside(frame.Sources[star], frame, 8)) >= Enough;

    static bool IsInside(SourceTruth star, ScenarioFrame frame, double margin) =>
        star.X >= margin && star.Y >= margin && star.X <= frame.Image.Width - 1 - margin && star.Y <= frame.Image.Height - 1 - margin;

    static double Distance(SourceTruth star, CatalogueSource source) => Math.Sqrt(((star.X - source.X) * (star.X - source.X)) + ((star.Y - source.Y) * (star.Y - source.Y)));
}
