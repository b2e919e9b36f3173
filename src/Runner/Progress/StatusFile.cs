using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nocturne.Actors;
using Nocturne.Actors.Night;

namespace Nocturne.Runner.Progress;

/// <summary>Keeps a JSON file that says how the night stands, for other programs: always whole, renewed every second, and beside the work: a disk that is away holds nobody up.</summary>
sealed partial class StatusFile : IAsyncDisposable
{
    static readonly JsonSerializerOptions Form = new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly LatestOnly<NightStatus> latest;
    readonly string path;
    readonly ILogger log;
    readonly TimeProvider clock;
    bool failed;

    public StatusFile(string path, ILogger log, TimeProvider clock)
    {
        (this.path, this.log, this.clock) = (path, log, clock);
        latest = new(Write);
    }

    public void Listen(ActorSystem system) => system.EventStream.Subscribe<NightStatus>(latest.Offer);

    /// <summary>Waits for the last state to be written, unless the disk is away.</summary>
    public async ValueTask DisposeAsync()
    {
        latest.Complete();
        try
        {
            await latest.Taken.WaitAsync(Patience, clock).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            EndNotWritten(log, path);
        }
    }

    /// <summary>The state as JSON.</summary>
    public static string Text(NightStatus status) => JsonSerializer.Serialize(
        new
        {
            At = status.At.UtcDateTime,
            Phase = status.Phase.ToString().ToLowerInvariant(),
            status.FilesTaken,
            status.FilesPending,
            status.PoolBytes,
            status.PoolBudget,
            status.PoolWaiting,
            status.Simultaneous,
            status.Trouble,
            LateCalibrations = Progress.LateCalibrations.Sentence(status.Bands.Select(band => (band.Band, band.LateCalibrations))),
            Bands = status.Bands.Select(band => new
            {
                Band = band.Band.ToString(),
                Activity = band.Activity.ToString().ToLowerInvariant(),
                Seen = band.Counts.Total,
                band.Counts.Measured,
                band.Counts.Unaligned,
                band.Counts.Rejected,
                Queued = band.Counts.Waiting,
                band.Sources,
                band.LastFrame,
                LastMjdUtcMid = band.LastMidUtc?.ToDouble(),
                band.CadenceSeconds,
                band.FramesPerSecond,
                band.LatencySeconds,
                StageSeconds = band.StageSeconds.ToDictionary(stage => stage.Key.ToString().ToLowerInvariant(), stage => stage.Value),
                Calibration = new { band.Calibration.Biases, band.Calibration.Darks, band.Calibration.Flats, Late = band.LateCalibrations },
                band.Restarts,
                band.Trouble,
            }),
        },
        Form);

    void Write(NightStatus status)
    {
        try
        {
            var part = path + ".part";
            File.WriteAllText(part, Text(status) + "\n");
            File.Move(part, path, overwrite: true);
            failed = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The night does not depend on it; it is tried again in a second, and said once.
            if (!failed) CannotWrite(log, path, fault);
            failed = true;
        }
    }

    [LoggerMessage(200, LogLevel.Warning, "The status file {Path} cannot be written")]
    static partial void CannotWrite(ILogger logger, string path, Exception cause);

    [LoggerMessage(201, LogLevel.Warning, "The status file {Path} does not say how the night ended: its disk does not answer")]
    static partial void EndNotWritten(ILogger logger, string path);
}
