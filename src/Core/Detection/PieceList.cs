using Nocturne.Core.Quality;

namespace Nocturne.Core.Detection;

/// <summary>Turns segments into sources: splits them, measures the pieces, drops those at the border, orders the rest by flux.</summary>
sealed class PieceList(int width, int height, SegmentationOptions options, bool keepPixels) : IDisposable
{
    readonly List<DetectedSource> sources = [];
    readonly PooledList<int> labels = new(256);
    readonly PooledList<(int Pixel, int Source)> pixels = new(keepPixels ? 1024 : 1);
    WatershedDeblender? deblender;
    SegmentMoments[] moments = new SegmentMoments[1];

    public void Add(Segment segment)
    {
        labels.Clear();
        var numbers = labels.Extend(segment.Count);
        var count = 1;
        var flags = QualityFlag.Good;
        if (options.Deblend && segment.Count >= 2 * options.MinimumPixels)
        {
            if (segment.Count > options.DeblendMaximumPixels) flags |= QualityFlag.TooComplex;
            else count = (deblender ??= new()).Split(segment, options, numbers);
        }
        if (count == 1) numbers.Fill(1);
        else flags |= QualityFlag.Deblended;

        if (moments.Length < count) moments = new SegmentMoments[2 * count];
        moments.AsSpan(0, count).Clear();
        for (var k = 0; k < segment.Count; k++) moments[numbers[k] - 1].Add(segment.X[k], segment.Y[k], segment.Values[k]);
        Span<int> places = count <= 256 ? stackalloc int[count] : new int[count];
        for (var piece = 0; piece < count; piece++)
        {
            var bounds = moments[piece].Bounds;
            var margin = Math.Min(Math.Min(bounds.XMin, bounds.YMin), Math.Min(width - 1 - bounds.XMax, height - 1 - bounds.YMax));
            places[piece] = margin < options.BorderWidth ? -1 : sources.Count;
            if (places[piece] < 0) continue;
            sources.Add(moments[piece].ToSource(margin == 0 ? flags | QualityFlag.TouchesEdge : flags));
        }
        if (!keepPixels) return;
        for (var k = 0; k < segment.Count; k++)
            if (places[numbers[k] - 1] is >= 0 and var place) pixels.Add(((segment.Y[k] * width) + segment.X[k], place));
    }

    /// <summary>The sources, the brightest first; equal ones stay in reading order.</summary>
    public List<DetectedSource> ToSources(Span<int> map)
    {
        var order = Enumerable.Range(0, sources.Count).OrderByDescending(k => sources[k].Flux).ToArray();
        if (keepPixels)
        {
            map[..(width * height)].Clear();
            var ranks = new int[order.Length];
            for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank + 1;
            foreach (var (pixel, source) in pixels.Items) map[pixel] = ranks[source];
        }
        return [.. order.Select(k => sources[k])];
    }

    public void Dispose()
    {
        labels.Dispose();
        pixels.Dispose();
        deblender?.Dispose();
    }
}
