using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Reads a frame's pixels straight into a leased buffer and calibrates them in place.</summary>
/// <param name="pool">Where the buffer comes from; when the pool is empty the stage waits.</param>
/// <param name="masters">Master frames of the band.</param>
/// <param name="treatment">What else is done to the pixels: filters, cosmic rays, bad pixels.</param>
public sealed class CalibrateStage(FramePool pool, BandMasters masters, PixelTreatment treatment)
{
    public async ValueTask<NightFrame> CalibrateAsync(NightFrame frame, CancellationToken token)
    {
        var descriptor = frame.Descriptor;
        FrameLease? lease = null;
        try
        {
            using var file = FitsFile.Open(descriptor.Path);
            if (!FramePixels.Fits(file, descriptor)) return Changed();
            lease = await pool.LeaseAsync(descriptor.Reading.Width, descriptor.Reading.Height, token).ConfigureAwait(false);
            if (FramePixels.TryRead(file, descriptor, lease.Image.Pixels, out var saturated)) return frame with { Pixels = lease, Calibration = Calibrate(lease, descriptor, saturated) };
            lease.Dispose();
            return Changed();
        }
        catch (Exception fault) when (FrameFaults.Of(fault) is { } reason)
        {
            lease?.Dispose();
            return frame.Refused(FrameState.Rejected, reason, FrameFaults.Sentence(descriptor.File, fault));
        }
        catch
        {
            lease?.Dispose();
            throw;
        }

        NightFrame Changed() => frame.Refused(FrameState.Rejected, FrameFault.Corrupt, $"{descriptor.File} changed while the night was being reduced.");
    }

    /// <param name="lease">The pixels as they were read.</param>
    /// <param name="descriptor">Their frame.</param>
    /// <param name="saturated">Those that are known to be saturated from before they were put together; null if they are as in the file.</param>
    CalibrationTrace Calibrate(FrameLease lease, FrameDescriptor descriptor, PixelList? saturated)
    {
        var facts = descriptor.Facts;
        var exposure = facts.ExposureSeconds ?? 0;
        var pixels = lease.Image.Pixels;
        var (width, height) = (descriptor.Reading.Width, descriptor.Reading.Height);
        var headerDark = masters.Frames.Dark is null ? HeaderDark(descriptor) : 0;
        var saturation = facts.Saturation ?? double.PositiveInfinity;

        // A constant moves the saturation level along; what differs from pixel to pixel does not, so that the raw counts must be looked at.
        var changes = saturated is not null || masters.Frames.All.Any() || treatment != PixelTreatment.None || descriptor.Reading.Rebin > 1;
        saturated ??= changes && double.IsFinite(saturation) ? PixelList.AtOrAbove(pixels, (float)saturation) : PixelList.Empty;
        FrameCalibration.Apply(pixels, masters.Frames, exposure, headerDark);
        var replaced = treatment.Apply(pixels, width, height, saturated, facts.Gain is > 0 and var gain ? gain : 1, (facts.ReadNoise ?? 0) / descriptor.Reading.Rebin);
        if (descriptor.Reading.Rebin > 1)
        {
            Rebinning.Apply(pixels, width, height, descriptor.Reading.Rebin);
            lease.Shrink(descriptor.Width, descriptor.Height);
        }
        return new()
        {
            SaturationLevel = changes ? double.PositiveInfinity : saturation - headerDark,
            Saturated = saturated.Rebinned(width, height, descriptor.Reading.Rebin),
            Replaced = replaced.Rebinned(width, height, descriptor.Reading.Rebin),
            Variance = masters.Variance,
            ExposureSeconds = exposure,
        };
    }

    /// <summary>Dark counts of one pixel as it is read that the header states: electrons per second over the gain, times the exposure [ADU].</summary>
    static double HeaderDark(FrameDescriptor descriptor)
    {
        var facts = descriptor.Facts;
        return (facts.DarkCurrent ?? 0) / (descriptor.Reading.Rebin * descriptor.Reading.Rebin) * (facts.ExposureSeconds ?? 0) / (facts.Gain is > 0 and var gain ? gain : 1);
    }
}
