using System.Globalization;
using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Roman;

/// <summary>Reads FITS images for forced photometry: pixels and coordinates from the extension <c>SCI</c> or the first image, errors and flags from <c>ERR</c> and <c>DQ</c> where they are.</summary>
public static class FitsImageReader
{
    /// <summary>Opens an image.</summary>
    /// <exception cref="FitsException">The file is damaged.</exception>
    /// <exception cref="WcsException">Its coordinate system is missing or not understood.</exception>
    /// <exception cref="ScienceImageException">It holds no image, or its parts do not fit together.</exception>
    public static ScienceImage Open(string path)
    {
        using var file = FitsFile.Open(path);
        return Read(file);
    }

    /// <inheritdoc cref="Open"/>
    public static ScienceImage Read(FitsFile file)
    {
        var images = file.Images.ToArray();
        var science = Named(images, "SCI") ?? images.FirstOrDefault() ?? throw new ScienceImageException(file.Name, "holds no image.");
        if (science.PlaneCount != 1) throw new ScienceImageException(file.Name, $"its image has {science.PlaneCount} planes where one belongs.");
        var primary = file.Hdus[0].Header;
        var notes = new List<string>();
        string Text(params ReadOnlySpan<string> keys)
        {
            foreach (var key in keys)
            {
                if ((science.Header.GetString(key) ?? primary.GetString(key))?.Trim() is { Length: > 0 } text) return text;
            }

            return "";
        }

        double? Number(string key) => science.Header.GetDouble(key) ?? primary.GetDouble(key);
        var unit = AsdfUnit.Normalise(Text("BUNIT"))!;
        var start = AsdfTime.Read(new YamlScalar(Text("DATE-OBS") is var date && date.Contains('T', StringComparison.Ordinal) ? date : $"{date}T{Text("TIME-OBS", "UTC-OBS", "UT")}".TrimEnd('T')), out _);
        return new()
        {
            Name = file.Name,
            Data = Plane(science),
            Error = Companion(file, images, science, "ERR") is { } error ? Plane(error) : null,
            Quality = Companion(file, images, science, "DQ") is { } quality ? Flags(quality) : null,
            Wcs = FitsWcsReader.Read(science.Header, science.Width, science.Height, file.Name),
            Calibration = Calibrate(unit, Number, notes),
            Unit = unit.Length > 0 ? unit : "ADU",
            Instrument = Text("INSTRUME"),
            Detector = Text("DETECTOR", "CAMERA"),
            OpticalElement = Text("FILTER", "FILTER1", "FILTNAM1"),
            Start = start,
            End = start is { } begin && (Number("EXPTIME") ?? Number("EXPOSURE")) is { } seconds && double.IsFinite(seconds) ? begin.AddSeconds(seconds) : null,
            Notes = notes,
        };
    }

    // JWST: PHOTMJSR and PIXAR_SR. HST: PHOTFLAM and PHOTPLAM, to an AB magnitude (ACS Data Handbook, section 5.1).
    static FluxCalibration? Calibrate(string unit, Func<string, double?> number, List<string> notes)
    {
        if (number("PIXAR_SR") is > 0 and var area)
        {
            if (unit == "MJy/sr")
            {
                notes.Add("The image is in MJy/sr already: the zero point is not applied again.");
                return new(1, 0, area);
            }

            return number("PHOTMJSR") is > 0 and var zeroPoint ? new(zeroPoint, double.NaN, area) : null;
        }

        if (number("PHOTFLAM") is not > 0 || number("PHOTPLAM") is not > 0) return null;
        var magnitude = (-2.5 * Math.Log10(number("PHOTFLAM")!.Value)) - 21.10 - (5 * Math.Log10(number("PHOTPLAM")!.Value)) + 18.6921;
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"AB zero point {magnitude:F4} from PHOTFLAM and PHOTPLAM."));
        return FluxCalibration.FromAbMagnitude(magnitude);
    }

    static FitsImageHdu? Companion(FitsFile file, FitsImageHdu[] images, FitsImageHdu science, string name)
    {
        var found = Named(images, name);
        if (found is not null && (found.Width != science.Width || found.Height != science.Height || found.PlaneCount != 1))
            throw new ScienceImageException(file.Name, $"'{name}' has {found.Width} x {found.Height} pixels but the image {science.Width} x {science.Height}.");
        return found;
    }

    static FitsImageHdu? Named(FitsImageHdu[] images, string name) => images.FirstOrDefault(image => image.ExtensionName.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));

    static PixelPlane Plane(FitsImageHdu image)
    {
        // Integers of 32 and 64 bits and doubles would lose digits as floats.
        if (image.BitPix is 8 or 16 or -32)
        {
            var singles = new float[image.Width * image.Height];
            image.ReadPlane(0, singles.AsSpan());
            return new(singles, image.Width, image.Height);
        }

        return new(Doubles(image), image.Width, image.Height);
    }

    static double[] Doubles(FitsImageHdu image)
    {
        var doubles = new double[image.Width * image.Height];
        image.ReadPlane(0, doubles.AsSpan());
        return doubles;
    }

    static uint[] Flags(FitsImageHdu image) => Array.ConvertAll(Doubles(image), flag => double.IsNaN(flag) ? 1u : unchecked((uint)(long)flag));
}
