using System.Globalization;

namespace Nocturne.Runner.Forced;

/// <summary>The summary of an image in lines for people.</summary>
static class ForcedText
{
    /// <summary>A title and the facts below it.</summary>
    public static void Write(ImageSummary image, TextWriter output)
    {
        output.WriteLine(Title(image));
        foreach (var (name, text) in Facts(image)) output.WriteLine($"  {name,-12}  {text}");
    }

    public static string Title(ImageSummary image) =>
        string.Join(", ", new[] { image.File, image.Detector, image.Filter, image.StartUtc is { } start ? $"{start.Replace('T', ' ')} UTC" : null }.Where(part => !string.IsNullOrEmpty(part)));

    public static IEnumerable<(string Name, string Text)> Facts(ImageSummary image)
    {
        yield return ("image", Line($"{image.Width} x {image.Height} pixels in {image.Unit}"));
        if (image.ZeroPoint is { } zeroPoint) yield return ("zero point", ZeroPoint(image, zeroPoint));
        yield return ("area map", image.AreaMap ?? "none");
        yield return ("sources", Line($"{image.OnDetector:N0} of {image.CatalogueRows:N0} on the detector: {image.Stars:N0} stars, {image.Galaxies:N0} galaxies"));
        yield return ("measured", Line($"{image.Measured:N0}, {image.WithMagnitude:N0} with a magnitude, {image.Flagged:N0} with a flag"));
        yield return ("light", Line($"{image.EncircledEnergy:F4} of it inside {image.ApertureRadius:0.##} pixels ({image.EncircledEnergySource})"));
        if (image.OffsetMedian is { } median)
            yield return ("offset", Line($"input - measured: median {median:+0.0000;-0.0000;0.0000}, scatter {image.OffsetScatter:F4} mag ({image.ComparedKept:N0} of {image.Compared:N0} stars)"));
        foreach (var note in image.Notes) yield return ("note", note);
    }

    static string ZeroPoint(ImageSummary image, double zeroPoint)
    {
        var uncertainty = image.ZeroPointRelativeUncertainty is { } share ? Line($", uncertain by {100 * share:0.##} %") : "";
        return Line($"{zeroPoint:G6} MJy/sr{uncertainty}; a pixel has {image.PixelAreaSteradians:G6} sr");
    }

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
