namespace Nocturne.Streams.Stages;

/// <summary>One stage's work on one frame. It owns the frame until it returns it; what cannot be done is written into the frame's record, not thrown.</summary>
public delegate ValueTask<NightFrame> FrameStep(NightFrame frame, CancellationToken token);
