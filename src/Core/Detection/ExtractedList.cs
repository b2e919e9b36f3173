namespace Nocturne.Core.Detection;

/// <summary>Collects extracted sources and, when a map is wanted, their pixels; cleans at the end.</summary>
sealed class ExtractedList(int width, bool keepPixels) : IDisposable
{
    readonly List<ExtractedSource> sources = [];
    readonly PooledList<(int Pixel, int Source)> pixels = new(keepPixels ? 1024 : 1);

    public void Add(ExtractedSource source, Segment segment, ReadOnlySpan<int> members)
    {
        if (keepPixels)
            foreach (var k in members) pixels.Add(((segment.Y[k] * width) + segment.X[k], sources.Count));
        sources.Add(source);
    }

    public List<ExtractedSource> ToSources(ExtractionOptions options, Span<int> map)
    {
        var stays = new bool[sources.Count];
        if (options.Clean) stays = SourceCleaner.Survivors(sources, options.CleanParameter);
        else Array.Fill(stays, true);
        var numbers = new int[sources.Count];
        var kept = new List<ExtractedSource>(sources.Count);
        for (var k = 0; k < stays.Length; k++)
        {
            if (!stays[k]) continue;
            kept.Add(sources[k]);
            numbers[k] = kept.Count;
        }
        map.Clear();
        foreach (var (pixel, source) in pixels.Items) map[pixel] = numbers[source];
        return kept;
    }

    public void Dispose() => pixels.Dispose();
}
