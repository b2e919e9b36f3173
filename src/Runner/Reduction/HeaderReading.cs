using Nocturne.Core.Instruments;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>Reads headers by the dialect that the settings name, or by the one that fits.</summary>
static class HeaderReading
{
    /// <exception cref="Hocon.HoconException">A dialect is wrong, or the one that was named does not exist.</exception>
    public static FrameFactsReader From(NocturneSettings settings)
    {
        var catalogue = DialectCatalogue.Load(settings.Instrument.Dialects);
        if (settings.Instrument.Dialect != "auto") _ = catalogue.Named(settings.Instrument.Dialect);
        return (header, file, primary) => FrameFacts.Read(header, file, catalogue.Choose(settings.Instrument.Dialect, header, primary), primary);
    }
}
