using Nocturne.Core.Background;
using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Measures each frame's background mesh.</summary>
/// <param name="options">How.</param>
/// <param name="own">A background of one's own; where it does not know the sky at all, that of the options takes its place and the frame is flagged.</param>
public sealed class BackgroundStage(BackgroundOptions options, IFrameBackground? own = null)
{
    public ValueTask<NightFrame> MeasureAsync(NightFrame frame, CancellationToken token)
    {
        var pixels = frame.Pixels!.Image.View;
        var flags = QualityFlag.Good;
        var mesh = Mesh(pixels, ref flags);
        if (mesh.IsEmpty) return new(frame.Refused(FrameState.Rejected, FrameFault.Corrupt, $"{frame.Descriptor.File}: no pixel is a number."));
        return new(frame with
        {
            Background = mesh,
            Flags = frame.Flags | flags,
            Record = frame.Record with { BackgroundLevel = mesh.GlobalLevel, BackgroundRms = mesh.GlobalRms },
        });
    }

    BackgroundMesh Mesh(ImageView pixels, ref QualityFlag flags)
    {
        if (own is not null)
        {
            var mesh = BackgroundEstimation.Estimate(pixels, default, own, options);
            if (!mesh.IsEmpty) return mesh;
            flags |= QualityFlag.PluginFailed;
        }

        return BackgroundEstimation.Estimate(pixels, default, options);
    }
}
