using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>Reads headers by the dialect that the settings name, or by the one that fits, and lets the settings correct what a header says.</summary>
static class HeaderReading
{
    /// <exception cref="Hocon.HoconException">A dialect is wrong, or the one that was named does not exist.</exception>
    public static FrameFactsReader From(NocturneSettings settings)
    {
        var catalogue = DialectCatalogue.Load(settings.Instrument.Dialects);
        if (settings.Instrument.Dialect != "auto") _ = catalogue.Named(settings.Instrument.Dialect);
        return (header, file, primary) => Corrected(FrameFacts.Read(header, file, catalogue.Choose(settings.Instrument.Dialect, header, primary), primary), settings);
    }

    static FrameFacts Corrected(FrameFacts facts, NocturneSettings settings)
    {
        var (time, calibration) = (settings.Time, settings.Calibration);
        var corrected = facts with
        {
            StartUtc = Later(facts.StartUtc, time.ClockCorrection),
            MidUtc = Later(facts.MidUtc, time.ClockCorrection),
            Position = !time.Barycentric ? null
                : time is { RightAscension.Value: { } rightAscension, Declination.Value: { } declination } ? new(rightAscension, declination) : facts.Position,
            Observatory = time is { Longitude.Value: { } longitude, Latitude.Value: { } latitude }
                ? new("settings", longitude, latitude, time.Height.Or(0)) : facts.Observatory,
            Gain = settings.Photometry.Gain.Value ?? facts.Gain,
            Saturation = calibration.Saturation.Value ?? facts.Saturation,
            DarkCurrent = calibration.HeaderDark ? facts.DarkCurrent : null,
        };

        // What the settings say is not missing any more.
        return corrected with
        {
            Missing = [.. facts.Missing.Where(missing => missing.Fact switch
            {
                "position" => time.Barycentric && corrected.Position is null,
                "site" => corrected.Observatory is null,
                "gain" => corrected.Gain is null,
                _ => true,
            })],
        };
    }

    static Mjd? Later(Mjd? utc, double seconds) => utc is { } stamp && seconds != 0 && stamp.Date >= LeapSeconds.Begin ? TimeScales.AddToUtc(stamp, seconds) : utc;
}
