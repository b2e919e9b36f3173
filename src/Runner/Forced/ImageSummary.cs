using Nocturne.Core.Quality;
using Nocturne.Streams.Forced;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Forced;

/// <summary>What became of one image, for people and programs. Numbers that are not known are null.</summary>
sealed record ImageSummary
{
    public required string File { get; init; }

    /// <summary>Why the image was not measured; null when it was.</summary>
    public string? Failure { get; init; }

    public string? Instrument { get; init; }

    public string? Detector { get; init; }

    public string? Filter { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Unit of the pixels.</summary>
    public string? Unit { get; init; }

    public string? StartUtc { get; init; }

    public double? MjdUtcMid { get; init; }

    /// <summary>Surface brightness of one unit [MJy/sr].</summary>
    public double? ZeroPoint { get; init; }

    /// <summary>Systematic uncertainty that all fluxes of the image share, as a part of them.</summary>
    public double? ZeroPointRelativeUncertainty { get; init; }

    public double? PixelAreaSteradians { get; init; }

    public string? AreaMap { get; init; }

    /// <summary>Radius of the aperture [pixels].</summary>
    public double? ApertureRadius { get; init; }

    public double? EncircledEnergy { get; init; }

    public string? EncircledEnergySource { get; init; }

    public int CatalogueRows { get; init; }

    public int Stars { get; init; }

    public int Galaxies { get; init; }

    public int Measured { get; init; }

    public int WithMagnitude { get; init; }

    public int Flagged { get; init; }

    /// <summary>Offsets that are numbers: magnitude of the catalogue minus the measured one.</summary>
    public int Compared { get; init; }

    /// <summary>Those left after clipping.</summary>
    public int ComparedKept { get; init; }

    /// <summary>Median offset [mag].</summary>
    public double? OffsetMedian { get; init; }

    /// <summary>Standard deviation of the offsets [mag].</summary>
    public double? OffsetScatter { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    public int OnDetector => Stars + Galaxies;

    public static ImageSummary Of(ForcedFrame frame)
    {
        if (frame.Image is not { } image) return Refused(frame.Outcome.Frame);
        return new()
        {
            File = frame.File.Name,
            Instrument = image.Instrument,
            Detector = image.Detector,
            Filter = image.Filter,
            Width = image.Width,
            Height = image.Height,
            Unit = image.Unit,
            StartUtc = image.Start?.ToString(),
            MjdUtcMid = image.Middle?.ToDouble(),
            ZeroPoint = Known(image.Calibration?.ZeroPoint),
            ZeroPointRelativeUncertainty = Known(image.Calibration?.RelativeUncertainty),
            PixelAreaSteradians = Known(image.Calibration?.PixelAreaSteradians),
            AreaMap = image.AreaMap,
            ApertureRadius = image.Options.ApertureRadius,
            EncircledEnergy = Known(image.EncircledFraction),
            EncircledEnergySource = image.EncircledEnergy.Source,
            CatalogueRows = image.CatalogueRows,
            Stars = image.Stars,
            Galaxies = image.Galaxies,
            Measured = frame.Measurements.Count,
            WithMagnitude = frame.Measurements.Count(row => double.IsFinite(row.Magnitude)),
            Flagged = frame.Measurements.Count(row => row.Flags != QualityFlag.Good),
            Compared = image.Offset.Finite,
            ComparedKept = image.Offset.Kept,
            OffsetMedian = Known(image.Offset.Median),
            OffsetScatter = Known(image.Offset.Deviation),
            Notes = image.Notes,
        };
    }

    /// <summary>An image that has no rows.</summary>
    public static ImageSummary Refused(FrameRecord record) => new() { File = record.File, Failure = record.Reason ?? "It was not measured." };

    static double? Known(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}
