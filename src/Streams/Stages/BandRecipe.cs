using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Calibration;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Everything that says how the frames of one band become rows: the options of all stages, and the stages put together.</summary>
public sealed record BandRecipe
{
    /// <summary>Where pixels live while they are worked on.</summary>
    public required FramePool Pool { get; init; }

    /// <summary>Frames worked on at the same time.</summary>
    public required int Workers { get; init; }

    /// <summary>What is done to the pixels besides bias, dark and flat.</summary>
    public PixelTreatment Treatment { get; init; } = PixelTreatment.None;

    public required BackgroundOptions Background { get; init; }

    /// <summary>A background of one's own; null for that of the options.</summary>
    public IFrameBackground? OwnBackground { get; init; }

    public required ReferenceOptions Reference { get; init; }

    public required IReadOnlyList<NightPhotometer> Photometers { get; init; }

    /// <summary>How sources are matched, placed and weighed.</summary>
    public MeasuringOptions Measuring { get; init; } = new();

    /// <summary>What counts as a clear sky.</summary>
    public SkyOptions Sky { get; init; } = new();

    /// <summary>Numbers of the sources whose pixels are kept.</summary>
    public IReadOnlyList<int> StampSources { get; init; } = [];

    /// <summary>The clock of the stages, and how long one of them may work on a frame.</summary>
    public StageWatch Watch { get; init; } = StageWatch.None;

    /// <summary>Gets a last look at each frame, while its pixels are there; null when nobody wants one. See <see cref="Stages.LightCurve"/>.</summary>
    public Action<NightFrame>? Look { get; init; }

    /// <summary>Standard deviation of a catalogue position: what distortion and the air of the stacked frames leave [pixels].</summary>
    const double ReferencePositionError = 0.1;

    /// <summary>From file to calibrated pixels with a background mesh.</summary>
    /// <param name="masters">Master frames of the band.</param>
    /// <param name="known">Backgrounds from earlier visits to the same frames, calibrated with the same masters.</param>
    /// <param name="again">The frames will be visited again.</param>
    public Flow<FrameDescriptor, NightFrame> Prepare(BandMasters masters, KnownBackgrounds known, bool again) =>
        Stages.Admit().Via(Stages.Parallel(
            Workers,
            Watch,
            (Stage.Calibrate, new CalibrateStage(Pool, masters, Treatment).CalibrateAsync),
            (Stage.Background, new BackgroundStage(Background, OwnBackground, known, again).MeasureAsync)));

    /// <summary>The whole way of a frame: calibrate ▸ background ▸ align ▸ measure ▸ sky ▸ light curve.</summary>
    /// <param name="masters">Master frames of the band.</param>
    /// <param name="known">Backgrounds from earlier visits to the same frames.</param>
    /// <param name="catalogue">The band's sources.</param>
    /// <param name="history">Where the last frame before these lay.</param>
    /// <param name="sky">What the frames before these told of the sky.</param>
    public Flow<FrameDescriptor, FrameOutcome> Reduce(BandMasters masters, KnownBackgrounds known, SourceCatalogue catalogue, PlaneTransformHistory history, SkyMemory sky)
    {
        var align = new AlignStage(StarsOf(catalogue), Reference.Alignment, Reference.Finding);
        var measure = new MeasureStage(catalogue, Photometers, Reference.Finding, Measuring);
        (Stage, FrameStep)[] steps = StampSources.Count == 0
            ? [(Stage.Measure, measure.MeasureAsync)]
            : [(Stage.Measure, measure.MeasureAsync), (Stage.Stamp, new StampStage(catalogue, StampSources).CutAsync)];
        return Prepare(masters, known, again: false)
            .Via(Stages.Align(align, history, Watch))
            .Via(Stages.Parallel(Workers, Watch, steps))
            .Via(Stages.Sky(new SkyStage(catalogue, Sky), sky))
            .Via(Stages.LightCurve(Look));
    }

    /// <summary>The way of frames that show no star, each for itself: they are measured where the other cameras say that they lie.</summary>
    /// <param name="masters">Master frames of the band.</param>
    /// <param name="catalogue">The band's sources.</param>
    /// <param name="neighbours">The other cameras; null when they can tell nothing any more.</param>
    public Flow<FrameDescriptor, FrameOutcome> ReduceBorrowed(BandMasters masters, SourceCatalogue catalogue, INeighbourGuiding? neighbours)
    {
        var align = new AlignStage(StarsOf(catalogue), Reference.Alignment, Reference.Finding, neighbours);
        var measure = new MeasureStage(catalogue, Photometers, Reference.Finding, Measuring);
        var sky = new SkyStage(catalogue, Sky);
        return Prepare(masters, new(), again: false)
            .Select(frame => align.Align(PlaneTransformHistory.Empty, frame).Item2)
            .Via(Stages.Parallel(Workers, Watch, (Stage.Measure, measure.MeasureAsync)))
            .Select(frame => sky.Judge(SkyMemory.Empty, frame).Item2)
            .Via(Stages.LightCurve());
    }

    static Star[] StarsOf(SourceCatalogue catalogue) => [.. catalogue.Sources.Select(source => new Star(source.X, source.Y, source.Flux, ReferencePositionError))];
}
