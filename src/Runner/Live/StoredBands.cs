using Nocturne.Runner.Report;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Live;

/// <summary>Reads from the store what the page shows of a night so far.</summary>
static class StoredBands
{
    /// <summary>The bands, and the frames and files without rows.</summary>
    /// <param name="night">The night.</param>
    /// <param name="photometer">The photometer that is shown; null for the first forced one.</param>
    /// <param name="hours">Hours of the night that are kept.</param>
    public static (IReadOnlyList<LiveBand> Bands, IReadOnlyList<LiveFrame> NotMeasured) Read(NightReader night, string? photometer, double hours)
    {
        var curves = night.LightCurves();
        photometer ??= curves.Select(curve => curve.Photometer).OrderByDescending(label => label.StartsWith("forced_", StringComparison.Ordinal)).FirstOrDefault() ?? "";
        var bands = new List<LiveBand>();
        var notMeasured = night.IncompleteFiles().Select(file => new LiveFrame(0, LiveFrame.NoBand, null, null, file.File, "file not whole", file.Reason)).ToList();
        foreach (var key in night.Bands)
        {
            if (night.Frames(key).All(frame => frame.State == FrameState.Rejected))
            {
                notMeasured.AddRange(night.Frames(key).Select(frame => LiveFrame.OfNoBand(0, frame)));
                continue;
            }
            var band = new LiveBand(bands.Count, key, photometer, 3600 * hours) { Catalogue = night.LoadCatalogue(key), SkyChange = night.SkyTransitions(key).LastOrDefault().Change?.Sentence };
            var ofBand = curves.Where(curve => curve.Band == key && curve.Photometer == photometer).Take(LiveBand.MostSources).ToList();
            notMeasured.AddRange(Fill(band, night, ofBand));
            bands.Add(band);
        }
        return (bands, [.. notMeasured.OrderBy(frame => frame.Seconds ?? 0)]);
    }

    /// <summary>Walks along the ledger and all light curves of a band at once: all are in the same order.</summary>
    static List<LiveFrame> Fill(LiveBand band, NightReader night, List<LightCurveKey> curves)
    {
        var notMeasured = new List<LiveFrame>();
        var points = curves.ConvertAll(curve => night.LightCurve(curve).GetEnumerator());
        try
        {
            points.RemoveAll(IsAtEnd);
            var rows = new List<SourceMeasurement>(points.Count);
            foreach (var frame in night.Frames(band.Key))
            {
                if (frame.State == FrameState.Waiting) continue;
                rows.Clear();
                for (var i = points.Count - 1; i >= 0; i--)
                {
                    if (points[i].Current.Plane != frame.Plane || points[i].Current.File != frame.File) continue;
                    rows.Add(points[i].Current.Measurement);
                    if (!IsAtEnd(points[i])) continue;
                    points.RemoveAt(i);
                }
                rows.Reverse();
                if (band.Add(frame, rows, 0) is { IsMeasured: false } missing) notMeasured.Add(missing);
            }
        }
        finally
        {
            foreach (var point in points) point.Dispose();
        }
        return notMeasured;
    }

    /// <summary>Steps to the next point; closes the curve when there is none.</summary>
    static bool IsAtEnd(IEnumerator<LightCurvePoint> points)
    {
        if (points.MoveNext()) return false;
        points.Dispose();
        return true;
    }

    /// <summary>A first picture of each band that has a stack.</summary>
    public static IEnumerable<Glimpse> Stacks(IEnumerable<LiveBand> bands, string folder)
    {
        foreach (var band in bands)
        {
            if (band.Catalogue is { } catalogue && ReportWriter.StackIn(folder, band.Key) is { } stack) yield return Glimpse.Of(band.Key, catalogue, stack);
        }
    }
}
