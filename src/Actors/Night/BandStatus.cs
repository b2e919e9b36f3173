using Nocturne.Core.Astrometry;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Actors.Night;

/// <summary>How a band stands.</summary>
public sealed record BandStatus
{
    public required BandKey Band { get; init; }

    public BandActivity Activity { get; init; }

    /// <summary>Frames by state; those that wait are the queue.</summary>
    public BandCounts Counts { get; init; }

    /// <summary>Sources in the catalogue; zero before there is one.</summary>
    public int Sources { get; init; }

    /// <summary>File of the last frame that became durable.</summary>
    public string? LastFrame { get; init; }

    /// <summary>Middle of its exposure, UTC.</summary>
    public Mjd? LastMidUtc { get; init; }

    /// <summary>When it became durable; null before the first of this run.</summary>
    public DateTimeOffset? LastDurable { get; init; }

    /// <summary>Time from one frame to the next, by the headers [s]; null before the second.</summary>
    public double? CadenceSeconds { get; init; }

    /// <summary>Frames that became durable in the last seconds [1/s].</summary>
    public double FramesPerSecond { get; init; }

    /// <summary>Time from whole file to durable row, of the last frames [s]; null before the first.</summary>
    public double? LatencySeconds { get; init; }

    /// <summary>Mean time of each stage over the last frames [s].</summary>
    public IReadOnlyDictionary<Stage, double> StageSeconds { get; init; } = new Dictionary<Stage, double>();

    /// <summary>How often the band has failed and begun again.</summary>
    public int Restarts { get; init; }

    /// <summary>Why it failed last, in a sentence; null when it did not since its last row.</summary>
    public string? Trouble { get; init; }

    /// <summary>Calibration frames in use: biases, darks, flats.</summary>
    public (int Biases, int Darks, int Flats) Calibration { get; init; }

    /// <summary>Calibration frames that fit the band and came after its masters were built: 'nocturne finalize' will make the band anew with them.</summary>
    public int LateCalibrations { get; init; }
}
