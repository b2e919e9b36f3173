using Nocturne.Actors.Night;
using Nocturne.Core.Alignment;
using Nocturne.Core.Sky;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Reduction;

/// <summary>Measures frames that show no star where the other cameras say that they lie, when all bands are done.</summary>
/// <remarks>
/// Only placements that stars prove are asked, so the order of the bands does not matter, and doing it again changes nothing. The judgement of the sky stays that of the
/// first time: the camera saw no star.
/// </remarks>
sealed class BorrowedFrames(NightStore store, Func<BandKey, BandPlan> plan, TimeProvider clock)
{
    /// <summary>Frames that are made durable together at most.</summary>
    const int LargestCommit = 256;

    /// <summary>Measures what can be measured.</summary>
    /// <param name="result">What the bands came to; counts of frames are brought up to date.</param>
    /// <param name="interrupt">Stops the work; what is done is kept.</param>
    public async Task<NightResult> MeasureAsync(NightResult result, CancellationToken interrupt)
    {
        var bands = new List<BandSummary>();
        foreach (var summary in result.Bands)
        {
            var (gained, lost) = await MeasureAsync(summary.Band, interrupt).ConfigureAwait(false);
            bands.Add(summary with { Measured = summary.Measured + gained - lost, Unaligned = summary.Unaligned - gained + lost });
        }
        return result with { Bands = bands };
    }

    async Task<(int Gained, int Lost)> MeasureAsync(BandKey band, CancellationToken interrupt)
    {
        StoredGuiding? guiding;
        Dictionary<string, FrameRecord> frames;
        Dictionary<string, SkyTransition> transitions;
        using (var night = store.Read())
        {
            guiding = StoredGuiding.For(night, band);
            frames = night.Frames(band).Where(frame => IsBorrowed(frame) || (IsUnplaced(frame) && guiding?.Predict(frame) is not null)).ToDictionary(frame => frame.Id);
            if (frames.Count == 0) return default;
            var names = frames.Values.ToDictionary(frame => LightCurvePoint.NameOf(frame.File, frame.Plane), frame => frame.Id);
            transitions = night.SkyTransitions(band).Where(change => names.ContainsKey(change.Frame)).ToDictionary(change => names[change.Frame], change => change.Change);
        }

        var catalogue = store.LoadCatalogue(band)!;
        var sample = store.Describe(band, catalogue.ReferenceFrame);
        if (sample is null) return default;
        var bandPlan = plan(band);
        var recipe = bandPlan.Recipe(sample);
        if (!recipe.Photometers.Any(photometer => photometer.Placing == Placing.Forced)) return default;
        var calibration = new CalibrationMatching(store.Calibrations(band.Camera)).Complete([sample]);
        var masters = bandPlan.Masters.Build(calibration);
        var (gained, lost) = (0, 0);
        await Source.From(frames.Keys.Select(id => store.Describe(band, id)?.LaidOn(sample)).OfType<FrameDescriptor>().ToArray())
            .Via(recipe.ReduceBorrowed(masters, catalogue, guiding))
            .Grouped(LargestCommit)
            .RunWith(
                Sink.ForEach<IReadOnlyList<FrameOutcome>>(outcomes =>
                {
                    var changed = outcomes.Select(outcome => Keep(outcome, frames[outcome.Frame.Id])).Where(outcome => IsBorrowed(outcome.Frame) || IsBorrowed(frames[outcome.Frame.Id])).ToArray();
                    store.Append(changed, bandPlan.Masters.FilesOf(calibration));
                    gained += changed.Count(outcome => IsBorrowed(outcome.Frame) && !IsBorrowed(frames[outcome.Frame.Id]));
                    lost += changed.Count(outcome => !IsBorrowed(outcome.Frame));
                }),
                clock,
                interrupt).Completion.ConfigureAwait(false);
        return (gained, lost);

        FrameOutcome Keep(FrameOutcome outcome, FrameRecord before) =>
            outcome with { Frame = outcome.Frame with { Sky = before.Sky }, SkyTransition = transitions.GetValueOrDefault(before.Id) };
    }

    static bool IsBorrowed(FrameRecord frame) => frame is { State: FrameState.Measured, Placement: PlacementKind.Borrowed };

    static bool IsUnplaced(FrameRecord frame) => frame is { State: FrameState.Unaligned, Fault: FrameFault.TooFewStars };
}
