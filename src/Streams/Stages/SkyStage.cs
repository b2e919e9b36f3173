using Nocturne.Core.Catalogs;
using Nocturne.Core.Quality;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Tells how much light came through in each frame, and judges the sky of the camera from that and the frames before.</summary>
/// <param name="catalogue">The band's sources; their fluxes are the light that the transparency refers to.</param>
/// <param name="options">What counts as a clear sky.</param>
public sealed class SkyStage(SourceCatalogue catalogue, SkyOptions options)
{
    /// <summary>What makes a flux no witness of the transparency.</summary>
    const QualityFlag Useless = QualityFlag.Saturated | QualityFlag.CutByEdge | QualityFlag.OutsideImage | QualityFlag.NotDetected;

    readonly Dictionary<int, double> light = catalogue.Sources.ToDictionary(source => source.Number, source => source.Flux);

    public (SkyMemory, NightFrame) Judge(SkyMemory memory, NightFrame frame)
    {
        if (frame.Flags != QualityFlag.Good) frame = frame with { Measurements = [.. frame.Measurements.Select(row => row with { Flags = row.Flags | frame.Flags })] };
        var rows = Witnesses(frame.Measurements);
        var record = frame.Record with
        {
            Transparency = TransparencyOf(rows),
            SaturatedStars = rows.Count(row => (row.Flags & QualityFlag.Saturated) != 0),
        };
        if (Observe(record, (frame.Descriptor.Setup, frame.Descriptor.PreviousSetup)) is not { } observation) return (memory, frame with { Record = record });
        var (next, transition) = SkyMachine.Next(memory, observation, options);
        return (next, frame with { Record = record with { Sky = next.State == SkyState.Unknown ? null : next.State }, SkyTransition = transition });
    }

    /// <summary>What would be remembered after frames that are in the store already.</summary>
    /// <param name="frames">The band's frames in the order of time.</param>
    /// <param name="setups">What the camera read in a frame, and what before it in another band, when it did so for more than a turn of its filters.</param>
    /// <param name="options">What counts as a clear sky.</param>
    public static SkyMemory Recall(IEnumerable<FrameRecord> frames, Func<FrameRecord, (CameraSetup? Setup, CameraSetup? Previous)> setups, SkyOptions options)
    {
        var memory = SkyMemory.Empty;
        foreach (var frame in frames)
        {
            if (Observe(frame, setups(frame)) is { } observation) memory = SkyMachine.Next(memory, observation, options).Memory;
        }
        return memory;
    }

    /// <summary>What a frame's record tells about the sky; null for a frame that could not be read, or has no time.</summary>
    static SkyObservation? Observe(FrameRecord frame, (CameraSetup? Now, CameraSetup? Previous) setup) =>
        (frame.State is FrameState.Measured or FrameState.Unaligned || frame.Fault == FrameFault.Mismatched) && frame.MidUtc is { } time
        ? new()
        {
            Time = time,
            IsMeasured = frame.Fault != FrameFault.Mismatched,
            Placement = frame.Placement,
            MatchedStars = frame.MatchedStars,
            ShowsOtherStars = frame.Fault == FrameFault.NoMatch,
            Transparency = frame.Transparency,
            BackgroundLevel = frame.BackgroundLevel,
            Fwhm = frame.Fwhm,
            Rotation = frame.Transform?.Rotation,
            SaturatedStars = frame.SaturatedStars,
            Setup = setup.Now,
            PreviousSetup = setup.Previous,
        }
        : null;

    /// <summary>The rows of one photometer: the first forced one, which has a row for every star, or the first.</summary>
    static SourceMeasurement[] Witnesses(IReadOnlyList<SourceMeasurement> rows)
    {
        if (rows.Count == 0) return [];
        var label = (rows.FirstOrDefault(row => row.Photometer.StartsWith("forced_", StringComparison.Ordinal)) ?? rows[0]).Photometer;
        return [.. rows.Where(row => row.Photometer == label)];
    }

    double? TransparencyOf(SourceMeasurement[] rows)
    {
        var usable = rows.Where(row => (row.Flags & Useless) == 0 && light.ContainsKey(row.Source)).ToArray();
        return Transparency.Of(
            Array.ConvertAll(usable, row => row.Flux), Array.ConvertAll(usable, row => row.FluxError), Array.ConvertAll(usable, row => light[row.Source]));
    }
}
