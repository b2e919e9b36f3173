using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Curves;

/// <summary>What was measured of the frames of a night as a whole, by the moments of the frames.</summary>
static class NightConditions
{
    static readonly string[] Shown = ["background", "noise", "seeing", "airmass", "dx", "dy", "rotation"];

    static readonly Condition[] Conditions = [.. Shown.Select(name => Condition.All.First(condition => condition.Name == name))];

    /// <summary>Labels of what is shown.</summary>
    public static IReadOnlyList<string> Labels { get; } = [.. Conditions.Select(condition => condition.Label)];

    /// <summary>Middles of the exposures of all frames that have a time.</summary>
    public static IReadOnlyList<(BandKey Band, double[] Mjd)> Times(NightReader night, IEnumerable<BandKey> bands) =>
        [.. bands.Select(band => (band, night.Frames(band).Where(frame => frame.MidUtc is not null).Select(frame => frame.MidUtc!.Value.ToDouble()).ToArray()))];

    /// <summary>The conditions of the measured frames.</summary>
    public static IReadOnlyList<(BandKey Band, double[] Mjd, double[][] Values)> Of(NightReader night, IEnumerable<BandKey> bands) => [.. bands.Select(band =>
    {
        var frames = night.Frames(band).Where(frame => frame is { MidUtc: not null, State: FrameState.Measured }).ToArray();
        (double X, double Y) centre = night.LoadCatalogue(band) is { } catalogue ? ((catalogue.Width - 1) / 2.0, (catalogue.Height - 1) / 2.0) : (0, 0);
        return (band, frames.Select(frame => frame.MidUtc!.Value.ToDouble()).ToArray(), Conditions.Select(condition => frames.Select(frame => condition.Value(frame, centre)).ToArray()).ToArray());
    })];
}
