using Nocturne.Core.Astrometry;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Actors.Night;

/// <summary>A measured frame as the other bands see it.</summary>
/// <param name="Band">Camera and filter.</param>
/// <param name="Frame">Its identity in the ledger.</param>
/// <param name="MidUtc">Middle of the exposure, UTC.</param>
/// <param name="Transparency">Light of its stars against the reference; null when no star could be measured.</param>
/// <param name="Light">Flux and standard deviation of each star that nothing is known against, by number [ADU].</param>
public sealed record SimultaneousFrame(BandKey Band, string Frame, Mjd MidUtc, double? Transparency, IReadOnlyDictionary<int, (double Flux, double Error)> Light)
{
    /// <summary>What the other bands see of a frame that became durable; null when it was not measured or has no time.</summary>
    internal static SimultaneousFrame? Of(FrameOutcome outcome)
    {
        if (outcome.Frame is not { State: FrameState.Measured, MidUtc: { } mid } frame || outcome.Measurements.Count == 0) return null;
        var label = (outcome.Measurements.FirstOrDefault(row => row.Photometer.StartsWith("forced_", StringComparison.Ordinal)) ?? outcome.Measurements[0]).Photometer;
        var light = outcome.Measurements.Where(row => row.Photometer == label && row.Flags == QualityFlag.Good).ToDictionary(row => row.Source, row => (row.Flux, row.FluxError));
        return new(frame.Band, frame.Id, mid, frame.Transparency, light);
    }
}
