using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Reads a frame's pixels straight into a leased buffer and calibrates them in place.</summary>
/// <param name="pool">Where the buffer comes from; when the pool is empty the stage waits.</param>
/// <param name="masters">Master frames of the band.</param>
public sealed class CalibrateStage(FramePool pool, CalibrationMasters masters)
{
    public async ValueTask<NightFrame> CalibrateAsync(NightFrame frame, CancellationToken token)
    {
        var descriptor = frame.Descriptor;
        FrameLease? lease = null;
        try
        {
            using var file = FitsFile.Open(descriptor.Path);
            if (file.Hdus[descriptor.Hdu] is not FitsImageHdu image || image.Width != descriptor.Width || image.Height != descriptor.Height)
                return frame.Refused(FrameState.Rejected, FrameFault.Corrupt, $"{descriptor.File} changed while the night was being reduced.");
            image.CheckWhole();
            lease = await pool.LeaseAsync(image.Width, image.Height, token).ConfigureAwait(false);
            image.ReadPlane(descriptor.Plane, lease.Image.Pixels);
            FrameCalibration.Apply(lease.Image.Pixels, masters, descriptor.Facts.ExposureSeconds ?? 0, HeaderDark(descriptor));
            return frame with { Pixels = lease };
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
    }

    /// <summary>Dark counts that the header states: electrons per second over the gain, times the exposure [ADU].</summary>
    static double HeaderDark(FrameDescriptor descriptor)
    {
        var facts = descriptor.Facts;
        return (facts.DarkCurrent ?? 0) * (facts.ExposureSeconds ?? 0) / (facts.Gain is > 0 and var gain ? gain : 1);
    }
}
