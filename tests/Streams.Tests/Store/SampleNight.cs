using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Quality;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Tests.Store;

/// <summary>Made-up frames with awkward numbers, the same at every call.</summary>
public static class SampleNight
{
    public static readonly BandKey Green = new("1", "g");
    public static readonly BandKey Red = new("2", "r");

    public static NightInfo Info { get; } = new("0.1.0", "d1ge57", "detection { threshold = 5 }", new DateTimeOffset(2024, 1, 1, 20, 0, 0, TimeSpan.Zero));

    public static FrameOutcome Measured(BandKey band, int index, int sources = 3)
    {
        var start = new Mjd(60310, 0.1).AddSeconds(5.0 * index);
        var frame = new FrameRecord
        {
            Id = $"{band}-{index:D6}",
            Band = band,
            File = $"raw/240101{band.Filter}2000{index:D5}o.fits",
            State = FrameState.Measured,
            StartUtc = start,
            MidUtc = start.AddSeconds(1.5),
            BmjdTdbStart = 60310.1 + (index / 3e5),
            BmjdTdbMid = 60310.1000173611 + (index / 3e5),
            TimeSource = "UT",
            ExposureSeconds = 3,
            Placement = PlacementKind.Tracked,
            Transparency = 0.75 + (index / 1e4),
            SaturatedStars = index % 2,
            Sky = SkyState.Degraded,
            BackgroundLevel = 100 + Math.Sin(index),
            BackgroundRms = 10.1,
            Transform = PlaneTransform.Shift(0.1 * index, -0.2 * index),
            MatchedStars = 12,
            AlignmentResidual = 0.03,
            Fwhm = 3.1 + (0.2 * Math.Cos(index)),
            Airmass = 1.2,
        };
        string[] photometers = ["forced_aperture", "optimal"];
        return new(frame, [.. photometers.SelectMany((label, k) => Enumerable.Range(1, sources).Select(source => new SourceMeasurement(
            label, source, 10.25 * source, 20 + (0.1 * index), (1e4 / source) + index + k, 100.0 / source, 100.5, double.NaN, 33.3,
            QualityFlag.Good)))]);
    }

    public static FrameOutcome Rejected(BandKey band, int index, FrameFault fault = FrameFault.TooFewStars) => new(
        Measured(band, index).Frame with { State = FrameState.Unaligned, Fault = fault, Reason = "Clouds: 2 stars, 3 are needed.", Transform = null, Placement = PlacementKind.None, Transparency = null }, []);

    public static SourceCatalogue Catalogue { get; } = new(
        [new(1, 10.25, 20, 1e4, 1.5, 1.4, 0.3), new(2, 20.5, 20.125, 5e3, 1.51, 1.39, -0.2), new(3, 30.75, 21, 3333.25, 1.6, 1.2, 0)],
        1.5, 1.4, 0.25, "1:g-000003", 7, 64, 48);
}
