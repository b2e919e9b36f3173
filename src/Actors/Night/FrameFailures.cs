using System.Collections.Concurrent;
using Nocturne.Streams.Stages;

namespace Nocturne.Actors.Night;

/// <summary>How often each frame of a band has made its stream fail. Outlives the restarts of the band actor, so that a frame that always fails can be set aside.</summary>
sealed class FrameFailures
{
    /// <summary>Failures after which a frame is set aside.</summary>
    public const int Limit = 3;

    readonly ConcurrentDictionary<string, (int Count, string Reason)> counts = [];

    public void Add(FrameFailedException failure) =>
        counts.AddOrUpdate(failure.Frame.Id, _ => (1, failure.Message), (_, before) => (before.Count + 1, failure.Message));

    /// <summary>The reason of the last failure when a frame has reached the limit; null for all others.</summary>
    public string? SetAside(string frame) => counts.TryGetValue(frame, out var failed) && failed.Count >= Limit ? failed.Reason : null;
}
