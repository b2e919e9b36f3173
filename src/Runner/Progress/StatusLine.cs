using System.Globalization;
using Nocturne.Actors.Night;

namespace Nocturne.Runner.Progress;

/// <summary>How a night stands, in one line.</summary>
static class StatusLine
{
    public static string Of(NightStatus status)
    {
        var bands = status.Bands.Select(band => string.Create(
            CultureInfo.InvariantCulture,
            $"{band.Band} {band.Counts.Measured:N0} measured{Part(band.Counts.Unaligned, "unaligned")}{Part(band.Counts.Rejected, "rejected")}{Part(band.Counts.Waiting, "waiting")}, {band.FramesPerSecond:F1}/s"));
        List<string> parts = [status.At.ToString("HH:mm:ss", CultureInfo.InvariantCulture), .. bands];
        if (status.Simultaneous > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{status.Simultaneous:N0} in several bands at once"));
        if (status.FilesPending > 0) parts.Add($"{status.FilesPending} files not whole");
        if (LateCalibrations.Sentence(status.Bands.Select(band => (band.Band, band.LateCalibrations))) is { } late) parts.Add(late);
        if (status.Trouble is not null) parts.Add(status.Trouble);
        parts.AddRange(status.Bands.Select(band => band.Trouble).OfType<string>().Take(1));
        return string.Join(" | ", parts);
    }

    static string Part(int count, string what) => count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {count:N0} {what}") : "";
}
