using Nocturne.Core.Background;
using Nocturne.Core.Imaging;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Measures each frame's background mesh.</summary>
/// <param name="options">How.</param>
/// <param name="own">A background of one's own; where it does not know the sky at all, that of the options takes its place and the frame is flagged.</param>
/// <param name="known">Backgrounds from earlier visits to the same frames.</param>
/// <param name="again">The frames will be visited again.</param>
public sealed class BackgroundStage(BackgroundOptions options, IFrameBackground? own, KnownBackgrounds known, bool again)
{
    public ValueTask<NightFrame> MeasureAsync(NightFrame frame, CancellationToken token)
    {
        var (mesh, flags) = known.Find(frame.Descriptor) ?? Mesh(frame.Pixels!.Image.View);
        if (again) known.Keep(frame.Descriptor, mesh, flags);
        else known.Forget(frame.Descriptor);
        if (mesh.IsEmpty) return new(frame.Refused(FrameState.Rejected, FrameFault.Corrupt, $"{frame.Descriptor.File}: no pixel is a number."));
        return new(frame with
        {
            Background = mesh,
            Flags = frame.Flags | flags,
            Record = frame.Record with { BackgroundLevel = mesh.GlobalLevel, BackgroundRms = mesh.GlobalRms },
        });
    }

    (BackgroundMesh Mesh, QualityFlag Flags) Mesh(ImageView pixels)
    {
        if (own is null) return (BackgroundEstimation.Estimate(pixels, default, options), QualityFlag.Good);
        var mesh = BackgroundEstimation.Estimate(pixels, default, own, options);
        return mesh.IsEmpty ? (BackgroundEstimation.Estimate(pixels, default, options), QualityFlag.PluginFailed) : (mesh, QualityFlag.Good);
    }
}
