using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Measures every catalogue source in each aligned frame with all photometers, in cut-outs round the sources.</summary>
public sealed class MeasureStage(SourceCatalogue catalogue, IReadOnlyList<NightPhotometer> photometers, TrackingOptions finding, double matchingTolerance)
{
    public ValueTask<NightFrame> MeasureAsync(NightFrame frame, CancellationToken token)
    {
        var pixels = frame.Pixels!.Image.View;
        var background = frame.Background!;
        var transform = frame.Record.Transform!.Value;
        var forced = Forced(transform);
        var matches = Matched(pixels, background, forced);
        var matched = Array.ConvertAll(forced, place => place with { X = double.NaN, Y = double.NaN });
        for (var i = 0; i < matched.Length; i++)
        {
            if (matches[i] is { } match) matched[i] = forced[i] with { X = match.X, Y = match.Y };
        }
        return new(frame with
        {
            Measurements = Measure(pixels, background, frame, forced, matched),
            Record = frame.Record with { Fwhm = Fwhm(matches) },
        });
    }

    List<SourceMeasurement> Measure(ImageView pixels, BackgroundMesh background, NightFrame frame, SourcePlace[] forced, SourcePlace[] matched)
    {
        var noise = new NoiseModel { Gain = frame.Descriptor.Facts.Gain is > 0 and var gain ? gain : 1 };
        var known = frame.Calibration;
        var rms = BackgroundMeshField.Rms(background);
        var skyFree = new PhotometryFrame(pixels) { Background = BackgroundMeshField.Level(background), Rms = rms, Noise = noise, SaturationLevel = known.SaturationLevel, Calibration = known };
        var raw = new PhotometryFrame(pixels) { Rms = rms, Noise = noise, SaturationLevel = known.SaturationLevel, Calibration = known };
        var rows = new List<SourceMeasurement>(photometers.Count * forced.Length);
        foreach (var photometer in photometers)
        {
            var places = photometer.Forced ? forced : matched;
            for (var i = 0; i < places.Length; i++) rows.Add(photometer.Measure(photometer.Local is null ? skyFree : raw, catalogue.Sources[i].Number, places[i]));
        }
        return rows;
    }

    /// <summary>The catalogue's places and the band's point source, mapped into the frame.</summary>
    SourcePlace[] Forced(PlaneTransform transform)
    {
        var (scale, turn) = (transform.Scale, transform.Rotation);
        var angle = transform.Determinant < 0 ? turn - catalogue.PsfOrientation : turn + catalogue.PsfOrientation;
        return [.. catalogue.Sources.Select(source =>
        {
            var (x, y) = transform.Apply(source.X, source.Y);
            return new SourcePlace(x, y, scale * catalogue.PsfSemiMajorSigma, scale * catalogue.PsfSemiMinorSigma, angle);
        })];
    }

    /// <summary>The frame's own detection of each source: the nearest within the tolerance, and no detection for two sources.</summary>
    DetectedSource?[] Matched(ImageView pixels, BackgroundMesh background, SourcePlace[] places)
    {
        var found = new DetectedSource?[places.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var place = places[i];
            var radius = matchingTolerance * Math.Sqrt((place.SemiMajorSigma * place.SemiMajorSigma) + (place.SemiMinorSigma * place.SemiMinorSigma));
            found[i] = StarWindow.NearestSource(pixels, background, place.X, place.Y, radius, finding);
        }
        for (var i = 0; i < places.Length; i++)
        {
            for (var j = i + 1; j < places.Length; j++)
            {
                if (found[i] is not { } a || found[j] is not { } b || Distance(a.X, a.Y, b.X, b.Y) > 0.5) continue;
                found[Distance(a.X, a.Y, places[i].X, places[i].Y) <= Distance(b.X, b.Y, places[j].X, places[j].Y) ? j : i] = null;
            }
        }
        return found;
    }

    static double? Fwhm(DetectedSource?[] matches)
    {
        var widths = matches.OfType<DetectedSource>()
            .Select(source => Math.Sqrt(((source.SemiMajorSigma * source.SemiMajorSigma) + (source.SemiMinorSigma * source.SemiMinorSigma)) / 2))
            .ToArray();
        return widths.Length == 0 ? null : 2 * Math.Sqrt(2 * Math.Log(2)) * SigmaClip.Median(widths);
    }

    static double Distance(double x1, double y1, double x2, double y2) => Math.Sqrt(((x1 - x2) * (x1 - x2)) + ((y1 - y2) * (y1 - y2)));
}
