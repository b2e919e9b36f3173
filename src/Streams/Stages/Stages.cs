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
    /// <param name="workers">Frames at the same time.</param>
    /// <param name="watch">Clock that the steps are timed by, and how long one may take.</param>
    /// <param name="steps">The steps, with the stage that each belongs to.</param>
    /// <remarks>Emits when the frame that came first is through; back-pressures when all workers have a frame; completes when upstream completes; fails when a step throws or
    /// hangs, which is a fault of the program.</remarks>
    public static Flow<NightFrame, NightFrame> Parallel(int workers, StageWatch watch, params (Stage Stage, FrameStep Step)[] steps) =>
        Flow.Of<NightFrame>().SelectAsync(workers, (frame, token) => Task.Run(() => ThroughAsync(frame, watch, steps, token), CancellationToken.None));

    /// <summary>Lays each frame on the reference, in the order of the night, each with the help of the one before.</summary>
    /// <remarks>Emits when a frame is placed or given up; back-pressures when downstream does; completes when upstream completes; fails never.</remarks>
    public static Flow<NightFrame, NightFrame> Align(AlignStage stage, PlaneTransformHistory start, StageWatch watch) =>
        Flow.Of<NightFrame>().Scan(() => start, (history, frame) =>
        {
            var began = watch.Clock.GetTimestamp();
            var aligned = stage.Align(history, frame);
            frame.Times.Add(Stage.Align, watch.Clock.GetElapsedTime(began));
            return aligned;
        });

    /// <summary>Judges the sky of the camera, frame by frame in the order of the night.</summary>
    /// <remarks>Emits, back-pressures, completes and fails with upstream.</remarks>
    public static Flow<NightFrame, NightFrame> Sky(SkyStage stage, SkyMemory start) =>
        Flow.Of<NightFrame>().Scan(() => start, stage.Judge);

    /// <summary>Keeps what goes into the store and gives the pixels back to the pool.</summary>
    /// <param name="look">Gets a last look at each frame, while its pixels are there; null when nobody wants one. It must be brief, and keep nothing of the frame's buffer.</param>
    /// <remarks>Emits, back-pressures, completes and fails with upstream.</remarks>
    public static Flow<NightFrame, FrameOutcome> LightCurve(Action<NightFrame>? look = null) => Flow.Of<NightFrame>().Select(frame =>
    {
        using (frame)
        {
            look?.Invoke(frame);
            return frame.Outcome;
        }
    });

    static async Task<NightFrame> ThroughAsync(NightFrame frame, StageWatch watch, (Stage Stage, FrameStep Step)[] steps, CancellationToken token)
    {
        try
        {
            foreach (var (stage, step) in steps)
            {
                if (!frame.IsUsable) break;
                var began = watch.Clock.GetTimestamp();
                frame = await watch.GuardAsync(stage, frame, step, token).ConfigureAwait(false);
                frame.Times.Add(stage, watch.Clock.GetElapsedTime(began));
            }
            return frame;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A frame that hangs is still in the hands of its step, which gives it back if it ever ends.
            if (fault is not StageHangsException) frame.Dispose();
            throw new FrameFailedException(frame.Descriptor, fault);
        }
    }
}
