using System.Globalization;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Progress;

/// <summary>Says which bands calibration frames that came late will change.</summary>
static class LateCalibrations
{
    /// <summary>The sentence; null when none came late.</summary>
    /// <param name="bands">The bands, with the late calibration frames that fit each.</param>
    public static string? Sentence(IEnumerable<(BandKey Band, int Frames)> bands)
    {
        var touched = bands.Where(band => band.Frames > 0).ToArray();
        if (touched.Length == 0) return null;
        var names = string.Join(", ", touched.Select(band => string.Create(CultureInfo.InvariantCulture, $"{band.Band} ({band.Frames:N0})")));
        return $"Calibration frames came late for {names}: 'nocturne finalize' will make {(touched.Length == 1 ? "this band" : "these bands")} anew with them.";
    }
}
