using Nocturne.Core.Astrometry;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Writes what the header tells into a frame's ledger row: times, place in the sky, airmass.</summary>
/// <remarks>A frame that is unlike the others of its band only travels on to the ledger, by way of the judgement of the sky, which tells what the camera did. A clock that stands before the beginning of UTC with leap seconds gives no barycentric time.</remarks>
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
        if (facts.Position is { } position && record is { StartUtc: { } start, MidUtc: { } mid } && start.Date >= LeapSeconds.Begin)
        {
            var observatory = facts.Observatory;
            record = record with
            {
                BmjdTdbStart = Barycentre.ToBmjdTdb(start, position, observatory).ToDouble(),
                BmjdTdbMid = Barycentre.ToBmjdTdb(mid, position, observatory).ToDouble(),
                Airmass = facts.Airmass ?? (observatory is null ? null : Airmass.Of(mid, position, observatory)),
            };
        }
        var admitted = new NightFrame { Descriptor = frame, Record = record };
        return frame.Unlike is { } usual ? admitted.Refused(FrameState.Rejected, FrameFault.Mismatched, NightScanner.MismatchOf(frame, usual)) : admitted;
    }
}
