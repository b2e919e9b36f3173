using Nocturne.Core.Background;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Measures each frame's background mesh.</summary>
public sealed class BackgroundStage(BackgroundOptions options)
{
    public ValueTask<NightFrame> MeasureAsync(NightFrame frame, CancellationToken token)
    {
        var mesh = BackgroundEstimation.Estimate(frame.Pixels!.Image.View, default, options);
        if (mesh.IsEmpty) return new(frame.Refused(FrameState.Rejected, FrameFault.Corrupt, $"{frame.Descriptor.File}: no pixel is a number."));
        return new(frame with
        {
            Background = mesh,
            Record = frame.Record with { BackgroundLevel = mesh.GlobalLevel, BackgroundRms = mesh.GlobalRms },
        });
    }
}
