using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>The catalog stage's first act: looks at frames spread over the night, takes one as the reference, stacks the good ones on it and makes the catalogue.</summary>
/// <param name="prepare">Flow that gives calibrated frames with their background, in order.</param>
/// <param name="options">How many frames, what is a star.</param>
/// <remarks>Pixels of one frame at a time are held per worker, and one stack: the memory does not grow with the night. The same frames give the same catalogue.</remarks>
public sealed class ReferenceBuilder(Flow<FrameDescriptor, NightFrame> prepare, ReferenceOptions options)
{
    readonly List<Candidate> gathered = [];
    int lookedAt;

    sealed record Candidate(FrameDescriptor Frame, int Index, Star[] Stars);

    /// <summary>Builds the reference from a band's frames.</summary>
    /// <param name="frames">All frames of the band, in the order of the night.</param>
    /// <param name="clock">Clock of the stream.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The reference; null when no frame shows enough stars.</returns>
    public async Task<ReferenceStack?> BuildAsync(IReadOnlyList<FrameDescriptor> frames, TimeProvider clock, CancellationToken token)
    {
        var good = await GoodFramesAsync(frames, clock, token).ConfigureAwait(false);
        return await BuildAsync(good, frames.Count, prepare, clock, token).ConfigureAwait(false);
    }

    /// <summary>Looks at one more frame, while the night runs and its first good frames are gathered.</summary>
    public async Task GatherAsync(FrameDescriptor frame, TimeProvider clock, CancellationToken token)
    {
        var stars = await Source.From([frame]).Via(prepare).Select(Look).RunWith(Sink.Collect<Star[]>(), clock, token).Completion.ConfigureAwait(false);
        if (stars[0].Length >= options.Alignment.MinimumStars) gathered.Add(new(frame, lookedAt, stars[0]));
        lookedAt++;
    }

    /// <summary>Whether enough good frames are gathered.</summary>
    public bool HasEnough => gathered.Count >= options.Frames;

    /// <summary>Builds a first reference from the frames that were gathered.</summary>
    /// <param name="settled">Gives calibrated frames, with the masters that the band stays with.</param>
    /// <param name="clock">Clock of the stream.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The reference; null when none of them shows enough stars.</returns>
    public Task<ReferenceStack?> BuildGatheredAsync(Flow<FrameDescriptor, NightFrame> settled, TimeProvider clock, CancellationToken token) => BuildAsync(gathered, lookedAt, settled, clock, token);

    async Task<ReferenceStack?> BuildAsync(List<Candidate> good, int looked, Flow<FrameDescriptor, NightFrame> pixels, TimeProvider clock, CancellationToken token)
    {
        if (good.Count == 0) return null;
        var reference = Reference(good, looked);
        var placed = new List<(FrameDescriptor Frame, PlaneTransform Map)>();
        foreach (var candidate in good)
        {
            var result = candidate == reference
                ? new(PlaneTransform.Identity, [], 0, AlignmentFailure.None)
                : PatternAlignment.Align(reference.Stars, candidate.Stars, reference.Frame.Width, reference.Frame.Height, options.Alignment);
            if (result.Transform is { } map) placed.Add((candidate.Frame, map));
        }
        return await StackAsync(reference.Frame, placed, pixels, clock, token).ConfigureAwait(false);
    }

    /// <summary>Looks at frames in an order that spreads over the night until enough of them are good.</summary>
    async Task<List<Candidate>> GoodFramesAsync(IReadOnlyList<FrameDescriptor> frames, TimeProvider clock, CancellationToken token)
    {
        var good = new List<Candidate>();
        foreach (var chunk in SpreadOver(frames.Count).Chunk(options.Frames))
        {
            var indices = chunk.Order().ToArray();
            var looks = await Source.From(indices.Select(i => frames[i])).Via(prepare).Select(Look)
                .RunWith(Sink.Collect<Star[]>(), clock, token).Completion.ConfigureAwait(false);
            for (var i = 0; i < indices.Length; i++)
            {
                if (looks[i].Length >= options.Alignment.MinimumStars) good.Add(new(frames[indices[i]], indices[i], looks[i]));
            }
            if (good.Count >= options.Frames) break;
        }
        return [.. good.OrderByDescending(candidate => candidate.Stars.Length).ThenBy(candidate => candidate.Index).Take(options.Frames).OrderBy(candidate => candidate.Index)];
    }

    /// <summary>The stars of a prepared frame; its pixels are given back.</summary>
    Star[] Look(NightFrame frame)
    {
        using (frame)
        {
            return frame.IsUsable
                ? Stars.From(PointSources.Among(SegmentationFinder.Find(frame.Pixels!.Image.View, default, frame.Background!, options.Finding.Sigmas, options.Finding.Segmentation)), frame.Background!)
                : [];
        }
    }

    /// <summary>Of the frames with nearly the most stars the one nearest to the middle of the night.</summary>
    static Candidate Reference(List<Candidate> good, int frameCount)
    {
        var enough = 0.8 * good.Max(candidate => candidate.Stars.Length);
        return good.Where(candidate => candidate.Stars.Length >= enough).MinBy(candidate => (Math.Abs(candidate.Index - (frameCount / 2)), candidate.Index))!;
    }

    async Task<ReferenceStack> StackAsync(FrameDescriptor reference, List<(FrameDescriptor Frame, PlaneTransform Map)> placed, Flow<FrameDescriptor, NightFrame> pixels, TimeProvider clock, CancellationToken token)
    {
        SpentMemory.Return();
        var stack = new FrameStack(reference.Width, reference.Height);
        var next = 0;
        await Source.From(placed.Select(frame => frame.Frame)).Via(pixels).RunWith(
            Sink.ForEach<NightFrame>(frame =>
            {
                var map = placed[next++].Map;
                using (frame)
                {
                    if (!frame.IsUsable) return;
                    stack.Add(frame.Pixels!.Image, frame.Background!, map);
                }
            }),
            clock,
            token).Completion.ConfigureAwait(false);
        var mean = stack.Mean();
        return new(CatalogueBuilder.Build(mean, reference.Id, stack.Frames, options.Catalogue), mean);
    }

    /// <summary>0 … count-1 in an order whose every beginning is spread evenly: the van der Corput sequence.</summary>
    static IEnumerable<int> SpreadOver(int count)
    {
        var bits = 0;
        while (1 << bits < count) bits++;
        for (var i = 0; i < 1 << bits; i++)
        {
            var reversed = 0;
            for (var b = 0; b < bits; b++) reversed |= ((i >> b) & 1) << (bits - 1 - b);
            if (reversed < count) yield return reversed;
        }
    }
}
