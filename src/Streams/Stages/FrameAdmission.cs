using Nocturne.Core.Astrometry;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Writes what the header tells into a frame's ledger row: times, place in the sky, airmass.</summary>
public static class FrameAdmission
{
    public static NightFrame Admit(FrameDescriptor frame)
    {
        var facts = frame.Facts;
        var record = new FrameRecord
        {
            Id = frame.Id,
            Band = frame.Band,
            File = frame.File,
            Plane = frame.Plane,
            State = FrameState.Measured,
            StartUtc = facts.StartUtc,
            MidUtc = facts.MidUtc,
            TimeSource = facts.TimeSource,
            ExposureSeconds = facts.ExposureSeconds,
            Airmass = facts.Airmass,
        };
        if (facts.Position is { } position && record is { StartUtc: { } start, MidUtc: { } mid })
        {
            var observatory = facts.Observatory;
            record = record with
            {
                BmjdTdbStart = Barycentre.ToBmjdTdb(start, position, observatory).ToDouble(),
                BmjdTdbMid = Barycentre.ToBmjdTdb(mid, position, observatory).ToDouble(),
                Airmass = facts.Airmass ?? (observatory is null ? null : Airmass.Of(mid, position, observatory)),
            };
        }
        return new() { Descriptor = frame, Record = record };
    }
}
