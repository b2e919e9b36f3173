using Nocturne.Core.Astrometry;
using Nocturne.Core.Quality;
using Nocturne.Runner.Live;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Tests.Page;

/// <summary>Frames of a made-up band, to be shown on the page.</summary>
static class LiveSample
{
    public const string Photometer = "forced_aperture";

    public static BandKey Band { get; } = new("1", "g");

    public static LiveNight Night(TimeProvider clock) => new(clock, Photometer, 12, 2.3548);

    /// <summary>A frame with rows of two sources.</summary>
    public static FrameOutcome Measured(int second) => new(
        Record(second) with { State = FrameState.Measured },
        [Row(1, 100 + second), Row(2, 50), new("other", 1, 0, 0, 1, 1, 0, 0, 1, QualityFlag.Good)]);

    /// <summary>A frame without rows.</summary>
    public static FrameOutcome Rejected(int second, string file, string reason) =>
        new(Record(second) with { State = FrameState.Unaligned, Fault = FrameFault.TooFewStars, File = file, Reason = reason }, []);

    static FrameRecord Record(int second) => new()
    {
        Id = $"frame {second}",
        Band = Band,
        File = $"frame{second}.fits",
        State = FrameState.Waiting,
        MidUtc = Mjd.FromCalendar(new DateOnly(2024, 1, 1), 0).AddSeconds(second),
    };

    static SourceMeasurement Row(int source, double flux) => new(Photometer, source, 10 * source, 20, flux, 1, 0, 0, 50, QualityFlag.Good);
}
