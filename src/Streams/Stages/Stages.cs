using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>The stages as flows: the words in which the recipe of a night is written.</summary>
public static class Stages
{
    /// <summary>Opens the frames for the stages to come.</summary>
    /// <remarks>Emits, back-pressures, completes and fails with upstream.</remarks>
    public static Flow<FrameDescriptor, NightFrame> Admit() => Flow.Of<FrameDescriptor>().Select(FrameAdmission.Admit);

    /// <summary>Carries each frame through several steps in one go, several frames at a time, and hands them on in their order.</summary>
    /// <remarks>Emits when the oldest frame is through; back-pressures when all workers have a frame; completes when upstream completes; fails when a step throws, which is a fault of the program.</remarks>
    public static Flow<NightFrame, NightFrame> Parallel(int workers, params FrameStep[] steps) =>
        Flow.Of<NightFrame>().SelectAsync(workers, (frame, token) => Task.Run(() => ThroughAsync(frame, steps, token), CancellationToken.None));

    /// <summary>Lays each frame on the reference, in the order of the night, each with the help of the one before.</summary>
    /// <remarks>Emits when a frame is placed or given up; back-pressures when downstream does; completes when upstream completes; fails never.</remarks>
    public static Flow<NightFrame, NightFrame> Align(AlignStage stage, PlaneTransformHistory start) =>
        Flow.Of<NightFrame>().Scan(() => start, stage.Align);

    /// <summary>Judges the sky of the camera, frame by frame in the order of the night.</summary>
    /// <remarks>Emits, back-pressures, completes and fails with upstream.</remarks>
    public static Flow<NightFrame, NightFrame> Sky(SkyStage stage, SkyMemory start) =>
        Flow.Of<NightFrame>().Scan(() => start, stage.Judge);

    /// <summary>Keeps what goes into the store and gives the pixels back to the pool.</summary>
    /// <remarks>Emits, back-pressures, completes and fails with upstream.</remarks>
    public static Flow<NightFrame, FrameOutcome> LightCurve() => Flow.Of<NightFrame>().Select(frame =>
    {
        using (frame) return frame.Outcome;
    });

    static async Task<NightFrame> ThroughAsync(NightFrame frame, FrameStep[] steps, CancellationToken token)
    {
        try
        {
            foreach (var step in steps)
            {
                if (frame.IsUsable) frame = await step(frame, token).ConfigureAwait(false);
            }
            return frame;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            frame.Dispose();
            throw new FrameFailedException(frame.Descriptor, fault);
        }
    }
}
