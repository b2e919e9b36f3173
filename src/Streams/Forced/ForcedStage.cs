using Nocturne.Core.Astrometry;
using Nocturne.Core.Instruments;
using Nocturne.Core.Photometry;
using Nocturne.Core.Roman;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Forced;

/// <summary>Opens an image, measures the catalogue's sources in it, and lets go of the pixels.</summary>
/// <remarks>One image is in memory at a time; its sources are measured by several threads with the same result as by one.</remarks>
public sealed class ForcedStage(ForcedRecipe recipe)
{
    /// <summary>Label of the light curves.</summary>
    public const string Photometer = "forced_aperture";

    const int SourcesAtOnce = 256;
    const double MicrojanskysPerJansky = 1e6;

    /// <summary>The stage as a flow.</summary>
    /// <remarks>Emits when an image is measured, in order; back-pressures when downstream does; completes when upstream completes; fails never for a bad image: that is a row with a reason.</remarks>
    public Flow<ForcedFile, ForcedFrame> Measure() => Flow.Of<ForcedFile>().SelectAsync(1, (file, token) => Task.Run(() => Measure(file, token), token));

    /// <summary>Measures one image.</summary>
    public ForcedFrame Measure(ForcedFile file, CancellationToken token)
    {
        var id = $"file:{file.Name}";
        try
        {
            id = file.Identify();
            return Measured(file, id, token);
        }
        catch (Exception fault) when (ForcedFaults.Of(fault) is { } kind)
        {
            return ForcedFrame.Refused(file, id, kind, ForcedFaults.Sentence(file, fault));
        }
    }

    ForcedFrame Measured(ForcedFile file, string id, CancellationToken token)
    {
        var image = ScienceImageReader.Open(file.Path) with { Name = Path.GetFileName(file.Path) };
        if (recipe.Calibration is not null) image = image with { Calibration = recipe.Calibration };
        var area = ChooseArea(image);
        var sources = SourceList.From(recipe.Catalogue, image.OpticalElement, recipe.CatalogueName);
        var plain = new ForcedPhotometry(image, area, EncircledEnergy.None, recipe.Options);
        var targets = plain.Locate(sources).ToList();
        var growth = recipe.CompareGrowth || recipe.EncircledEnergy is { Given: null, Path: null } ? GrowthCurve.Measure(plain, targets) : null;
        var pixelScale = image.Instrument == "WFI" ? EncircledEnergy.WfiPixelScale : plain.PixelScale;
        var energy = recipe.EncircledEnergy.For(image, pixelScale, growth);
        var photometry = new ForcedPhotometry(image, area, energy, recipe.Options);
        var measurements = Measure(photometry, recipe.OnlyStars ? targets.FindAll(target => target.IsStar) : targets, token);
        var facts = new ForcedImage
        {
            Instrument = image.Instrument,
            Detector = image.Detector,
            Filter = image.OpticalElement,
            Width = image.Width,
            Height = image.Height,
            Unit = image.Unit,
            Start = image.Start,
            Middle = image.Middle,
            Calibration = image.Calibration,
            PixelScale = plain.PixelScale,
            Options = recipe.Options,
            EncircledEnergy = energy,
            EncircledFraction = photometry.EncircledFraction,
            Growth = growth,
            AreaMap = Describe(area),
            CatalogueRows = sources.Count,
            Stars = targets.Count(target => target.IsStar),
            Galaxies = targets.Count(target => !target.IsStar),
            Offset = OffsetStatistics.Of(measurements.Where(row => row.Target.IsStar).Select(row => row.Offset)),
            Cutout = ForcedCutout.Of(photometry.Pixels, targets),
            Notes = [.. Notes(image, sources, energy, targets.Count)],
        };
        return new(file, new(Record(file, id, image, measurements), Rows(image, measurements)), facts, measurements);
    }

    AreaMap? ChooseArea(ScienceImage image) => recipe.AreaMaps.Count switch
    {
        0 => null,
        1 => recipe.AreaMaps[0],
        _ => AreaMap.Choose(recipe.AreaMaps, image)
            ?? throw new ScienceImageException(image.Name, $"none of the {recipe.AreaMaps.Count} area maps is of {image.Instrument} {image.Detector} and holds at the time of the exposure."),
    };

    static string Describe(AreaMap? area) => area is null ? "none" : area.Unit switch
    {
        AreaUnit.Normalised => $"{area.Name}, normalised",
        AreaUnit.Steradian => $"{area.Name}, in steradians, divided by the nominal area",
        _ => $"{area.Name}, in square arcseconds, divided by the nominal area",
    };

    IEnumerable<string> Notes(ScienceImage image, SourceList sources, EncircledEnergy energy, int found)
    {
        foreach (var note in image.Notes.Concat(energy.Notes)) yield return note;
        if (!sources.HasFluxes) yield return $"The catalogue has no column '{image.OpticalElement}', so there is nothing to compare magnitudes with.";
        if (energy == EncircledEnergy.None && recipe.EncircledEnergy.Given is null)
            yield return "Fluxes are those in the aperture: no star shows a growth curve, and no encircled energy was given.";
        if (image.Calibration is null) yield return "There is no zero point: counts only.";
        if (image.Start is null) yield return "The file has no time of exposure.";
        if (found == 0) yield return $"None of the {sources.Count} positions of the catalogue lies on the image.";
    }

    ForcedMeasurement[] Measure(ForcedPhotometry photometry, List<ForcedTarget> targets, CancellationToken token)
    {
        var rows = new ForcedMeasurement[targets.Count];
        var chunks = (targets.Count + SourcesAtOnce - 1) / SourcesAtOnce;
        Parallel.For(0, chunks, new() { MaxDegreeOfParallelism = recipe.Workers, CancellationToken = token }, chunk =>
        {
            var end = Math.Min(targets.Count, (chunk + 1) * SourcesAtOnce);
            for (var i = chunk * SourcesAtOnce; i < end; i++) rows[i] = photometry.Measure(targets[i]);
        });
        return rows;
    }

    FrameRecord Record(ForcedFile file, string id, ScienceImage image, ForcedMeasurement[] rows)
    {
        var centre = image.Wcs.ToSky((image.Width - 1) / 2.0, (image.Height - 1) / 2.0);
        var sky = new SkyPosition(centre.RightAscension, centre.Declination);
        var scale = PerUnit(image);
        return new()
        {
            Id = id,
            Band = new(SafeName.From(image.Instrument) ?? "camera", SafeName.From(image.OpticalElement) ?? "none"),
            File = file.Name,
            State = FrameState.Measured,
            StartUtc = image.Start,
            MidUtc = image.Middle,
            TimeSource = image.Start is null ? null : image.End is null ? "begin of the exposure" : "begin and end of the exposure",
            ExposureSeconds = image.Start is { } start && image.End is { } end ? end.SecondsSince(start) : null,
            BmjdTdbStart = image.Start is { } begin ? Barycentre.ToBmjdTdb(begin, sky, null).ToDouble() : null,
            BmjdTdbMid = image.Middle is { } middle ? Barycentre.ToBmjdTdb(middle, sky, null).ToDouble() : null,
            BackgroundLevel = Median(rows.Select(row => row.Sky.Median * scale)),
            BackgroundRms = Median(rows.Select(row => row.Sky.Deviation * scale)),
        };
    }

    SourceMeasurement[] Rows(ScienceImage image, ForcedMeasurement[] rows)
    {
        var scale = PerUnit(image);
        return Array.ConvertAll(rows, row =>
        {
            var (flux, error) = recipe.Options.RequireCalibration ? (row.Flux * MicrojanskysPerJansky, row.FluxError * MicrojanskysPerJansky) : (row.Net, row.NetError);
            return new SourceMeasurement(
                Photometer, row.Target.CatalogueRow + 1, row.Target.Pixel.X, row.Target.Pixel.Y, flux, error, row.Sky.Median * scale, row.Sky.Deviation * scale, row.Aperture.UsedArea, row.Flags);
        });
    }

    /// <summary>Flux units of one unit of the image in a pixel.</summary>
    double PerUnit(ScienceImage image) => recipe.Options.RequireCalibration ? image.Calibration!.JanskysPerUnit * MicrojanskysPerJansky : 1;

    static double? Median(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length == 0 ? null : SigmaClip.Median(finite);
    }
}
