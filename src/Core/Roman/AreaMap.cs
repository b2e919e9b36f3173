using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Photometry;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Roman;

/// <summary>The area of each pixel relative to the nominal one. Flat-fielded images are surface brightness per nominal pixel; multiplied by this map they become counts again.</summary>
public sealed class AreaMap
{
    const int ReferenceBorder = 4;
    const int SampleSize = 200_000;

    AreaMap(string name, PixelPlane values, YamlNode? meta)
    {
        Name = name;
        Values = values;
        Instrument = RomanMeta.Text(meta?.At("instrument", "name"));
        Detector = RomanMeta.Text(meta?.At("instrument", "detector"));
        UseAfter = RomanMeta.Utc(meta?.At("useafter"));
        Steradians = RomanMeta.Number(meta?.At("photometry", "pixelarea_steradians"));
        SquareArcseconds = RomanMeta.Number(meta?.At("photometry", "pixelarea_arcsecsq"));
        Median = MedianOf(values);
        Unit = UnitOf(Median);
    }

    public string Name { get; }

    /// <summary>The numbers of the file; <see cref="FitTo"/> tells what to divide them by.</summary>
    public PixelPlane Values { get; }

    public string Instrument { get; }

    public string Detector { get; }

    /// <summary>From when on the map holds [UTC].</summary>
    public Mjd? UseAfter { get; }

    /// <summary>Nominal pixel area that the map's file states [sr].</summary>
    public double? Steradians { get; }

    /// <summary>Nominal pixel area that the map's file states [arcsec²].</summary>
    public double? SquareArcseconds { get; }

    /// <summary>Median of the finite numbers (of large maps, of an even sample).</summary>
    public double Median { get; }

    /// <summary>What the numbers are, decided by their size.</summary>
    public AreaUnit? Unit { get; }

    /// <summary>Opens the map of a reference file.</summary>
    /// <exception cref="AsdfException">The file is damaged.</exception>
    /// <exception cref="ScienceImageException">The file is no area map.</exception>
    public static AreaMap Open(string path)
    {
        using var file = AsdfFile.Open(path);
        return Read(file);
    }

    /// <inheritdoc cref="Open"/>
    public static AreaMap Read(AsdfFile file)
    {
        var roman = file.Tree?.At("roman") ?? throw new ScienceImageException(file.Name, "no Roman file: its tree has no key 'roman'.");
        var meta = roman.At("meta");
        if (RomanMeta.Text(meta?.At("reftype")) is var type && type != "AREA") throw new ScienceImageException(file.Name, $"is a reference file of type '{type}' where a pixel-area map (AREA) belongs.");
        var array = file.Array(roman.At("data") ?? throw new ScienceImageException(file.Name, "has no 'data'."));
        if (array.Shape.Count != 2 || array.Count == 0) throw new ScienceImageException(file.Name, $"has shape [{string.Join(", ", array.Shape)}] where an image belongs.");
        return new(file.Name, PixelPlane.From(array), meta);
    }

    /// <summary>The map for an image: the same instrument and detector, the latest that holds at the start of the exposure.</summary>
    /// <returns>Null when none fits.</returns>
    public static AreaMap? Choose(IEnumerable<AreaMap> maps, ScienceImage image) => maps
        .Where(map => map.Instrument == image.Instrument && map.Detector == image.Detector)
        .Where(map => map.UseAfter is not { } from || image.Start is not { } start || from <= start)
        .OrderBy(map => map.UseAfter ?? default)
        .LastOrDefault();

    /// <summary>The map and its divisor for an image.</summary>
    /// <exception cref="ScienceImageException">The map is of another detector or shape, or its numbers are no areas.</exception>
    public (PixelPlane Values, double Divisor) FitTo(ScienceImage image)
    {
        if (Detector.Length > 0 && image.Detector.Length > 0 && Detector != image.Detector) throw new ScienceImageException(Name, $"is the area map of {Detector} but the image is of {image.Detector}.");
        var values = Values;
        if (values.Width == image.Width + (2 * ReferenceBorder) && values.Height == image.Height + (2 * ReferenceBorder))
            values = values.Crop(new(ReferenceBorder, ReferenceBorder, image.Width, image.Height));
        if (values.Width != image.Width || values.Height != image.Height)
            throw new ScienceImageException(Name, $"has {values.Width} x {values.Height} pixels but the image {image.Width} x {image.Height}.");
        var divisor = Unit switch
        {
            AreaUnit.Normalised => 1,
            AreaUnit.Steradian => Steradians ?? image.Calibration?.PixelAreaSteradians,
            AreaUnit.SquareArcsecond => SquareArcseconds,
            _ => throw new ScienceImageException(Name, $"has a median of {Median:G4}, which is no area: neither about 1, nor steradians, nor square arcseconds."),
        };
        return (values, divisor is > 0 ? divisor.Value : throw new ScienceImageException(Name, "has no nominal pixel area to divide by."));
    }

    /// <summary>How many pixels have no area, and how many one that is not a number: they take their data with them.</summary>
    public (int Zero, int NotFinite) CountFaults()
    {
        var row = new double[Values.Width];
        var (zero, notFinite) = (0, 0);
        for (var y = 0; y < Values.Height; y++)
        {
            Values.Read(0, y, row);
            foreach (var value in row)
            {
                if (value == 0) zero++;
                else if (!double.IsFinite(value)) notFinite++;
            }
        }

        return (zero, notFinite);
    }

    static AreaUnit? UnitOf(double median) => median switch
    {
        > 0.1 => AreaUnit.Normalised,
        >= 0.001 => AreaUnit.SquareArcsecond,
        > 0 and < 1e-9 => AreaUnit.Steradian,
        _ => null,
    };

    static double MedianOf(PixelPlane values)
    {
        var step = Math.Max(1, (int)((long)values.Width * values.Height / SampleSize));
        var sample = new List<double>();
        var row = new double[values.Width];
        long next = 0;
        for (var y = 0; y < values.Height; y++)
        {
            values.Read(0, y, row);
            for (var first = (long)y * values.Width; next < first + values.Width; next += step)
            {
                if (double.IsFinite(row[next - first])) sample.Add(row[next - first]);
            }
        }

        return SigmaClip.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sample));
    }
}
