using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;

namespace Nocturne.Streams.Stages;

/// <summary>Measures every catalogue source in each aligned frame with all photometers, in cut-outs round the sources.</summary>
/// <param name="catalogue">The band's sources, the brightest first.</param>
/// <param name="photometers">How they are measured.</param>
/// <param name="finding">What counts as a star.</param>
/// <param name="options">The rest of what there is to choose.</param>
public sealed class MeasureStage(SourceCatalogue catalogue, IReadOnlyList<NightPhotometer> photometers, TrackingOptions finding, MeasuringOptions options)
{
    /// <summary>Where no star is seen, nothing can be matched.</summary>
    readonly NightPhotometer[] forced = [.. photometers.Where(photometer => photometer.Placing == Placing.Forced)];

    readonly int[] numbers = [.. catalogue.Sources.Select(source => source.Number)];

    public ValueTask<NightFrame> MeasureAsync(NightFrame frame, CancellationToken token)
    {
        var (pixels, background, facts) = (frame.Pixels!.Image, frame.Background!, frame.Descriptor.Facts);
        var places = new FramePlaces(catalogue, frame.Record.Transform!.Value, pixels.View, background, finding, options);
        var noise = options.Noise with { Gain = facts.Gain is > 0 and var gain ? gain : 1 };
        var visit = new FrameVisit(pixels.View, background, noise, frame.Calibration, frame.Flags, numbers);
        return new(frame with
        {
            Measurements = visit.Measure(frame.Record.Placement == PlacementKind.Borrowed ? forced : photometers, places, options.Psf),
            Record = frame.Record with { Fwhm = places.Width },
        });
    }
}
