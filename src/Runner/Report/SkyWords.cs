using Nocturne.Core.Sky;

namespace Nocturne.Runner.Report;

/// <summary>States of the sky in words, and in the names of their colours.</summary>
static class SkyWords
{
    /// <summary>The name of the colour: <c>clear</c>, <c>hazy</c>, <c>cloud</c>, <c>lost</c> or <c>changed</c>.</summary>
    public static string ClassOf(SkyState state) => state switch
    {
        SkyState.Tracking => "clear",
        SkyState.Degraded or SkyState.Saturated => "hazy",
        SkyState.Cloud => "cloud",
        SkyState.Lost => "lost",
        _ => "changed",
    };

    public static string Of(SkyState state) => state switch
    {
        SkyState.Unknown => "begin",
        SkyState.FilterChanged => "filter changed",
        SkyState.WindowChanged => "window changed",
        SkyState.BinningChanged => "binning changed",
        _ => state.ToString().ToLowerInvariant(),
    };
}
