using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Astrometry.Wcs.Transforms;
using Nocturne.Core.Fits;
using Nocturne.Core.Roman;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Roman;

/// <summary>Level-2 images, area maps and FITS files of synthetic fields, all with one tangent-plane coordinate system.</summary>
static class RomanFiles
{
    public const double ZeroPoint = 0.5739;
    public const double PixelArea = 2.80833899537275e-13;
    const double RightAscension = 150.1163;
    const double Declination = 2.2058;
    const double Scale = 0.11 / 3600;
    const string TransformTag = AsdfFile.CoreTag + "transform/";

    /// <summary>Janskys of one DN/s.</summary>
    public static double JanskysPerUnit => ZeroPoint * 1e6 * PixelArea;

    public static WorldCoordinates Wcs(SyntheticField field)
    {
        var scales = new Concatenate(new Scale(-Scale), new Scale(Scale));
        var shifts = new Concatenate(new Shift(-field.Width / 2.0), new Shift(-field.Height / 2.0));
        var chain = new Compose(new Compose(shifts, scales), new Compose(new Gnomonic(toSky: true), new NativeRotation(RightAscension, Declination, 180, toCelestial: true)));
        return new([new("detector", chain), new("icrs", null)], WcsBox.OfImage(field.Width, field.Height));
    }

    /// <summary>Sky positions of the stars.</summary>
    public static SourceList Sources(SyntheticField field) => SourceList.Of([.. field.Stars.Select(star => Wcs(field).ToSky(star.X, star.Y))]);

    public static ScienceImage Read(SyntheticField field, Action<Dictionary<string, YamlNode>>? change = null, uint[]? quality = null)
    {
        using var file = AsdfFile.Read(Image(field, change, quality), "field.asdf");
        return RomanImageReader.Read(file);
    }

    /// <summary>The bytes of a level-2 file.</summary>
    /// <param name="field">What to show.</param>
    /// <param name="change">May change the entries of <c>roman</c>, by path (<c>data</c>, <c>meta.wcs</c>, <c>meta.photometry</c> …).</param>
    /// <param name="quality">Flags; none by default.</param>
    public static byte[] Image(SyntheticField field, Action<Dictionary<string, YamlNode>>? change = null, uint[]? quality = null)
    {
        var writer = new AsdfWriter(AsdfCompression.Lz4);
        var (data, error) = field.Render();
        var entries = new Dictionary<string, YamlNode>
        {
            ["data"] = writer.AddArray<float>(data, field.Height, field.Width),
            ["err"] = writer.AddArray<float>(error, field.Height, field.Width),
            ["dq"] = writer.AddArray<uint>(quality ?? new uint[data.Length], field.Height, field.Width),
            ["meta.instrument"] = Map(("name", new YamlScalar("WFI")), ("detector", new YamlScalar("WFI01")), ("optical_element", new YamlScalar(field.Filter))),
            ["meta.exposure"] = Map(("start_time", new YamlScalar(field.Start, tag: AsdfFile.CoreTag + "time/time-1.2.0"))),
            ["meta.photometry"] = Photometry(YamlScalar.Of(ZeroPoint)),
            ["meta.wcs"] = WcsNode(field),
        };
        change?.Invoke(entries);
        var meta = Map([.. entries.Where(entry => entry.Key.StartsWith("meta.", StringComparison.Ordinal)).Select(entry => (entry.Key["meta.".Length..], entry.Value))]);
        var roman = Map([("meta", meta), .. entries.Where(entry => !entry.Key.StartsWith("meta.", StringComparison.Ordinal)).Select(entry => (entry.Key, entry.Value))]);
        using var stream = new MemoryStream();
        writer.Write(stream, Map(("roman", roman)));
        return stream.ToArray();
    }

    public static YamlMapping Photometry(YamlNode zeroPoint) =>
        Map(("conversion_megajanskys", zeroPoint), ("conversion_megajanskys_uncertainty", YamlScalar.Of(0.007)), ("pixel_area", YamlScalar.Of(PixelArea)));

    /// <summary>An area map of a file.</summary>
    public static AreaMap Area(float[] values, int width, int height, string detector = "WFI01", double? steradians = PixelArea, string useAfter = "2020-01-01T00:00:00.000")
    {
        var writer = new AsdfWriter();
        var photometry = Map(("pixelarea_steradians", steradians is { } area ? YamlScalar.Of(area) : new YamlScalar("null", isPlain: true)), ("pixelarea_arcsecsq", YamlScalar.Of(0.0119)));
        var instrument = Map(("name", new YamlScalar("WFI")), ("detector", new YamlScalar(detector)));
        var meta = Map(("reftype", new YamlScalar("AREA")), ("useafter", new YamlScalar(useAfter)), ("instrument", instrument), ("photometry", photometry));
        using var stream = new MemoryStream();
        writer.Write(stream, Map(("roman", Map(("meta", meta), ("data", writer.AddArray<float>(values, height, width))))));
        using var file = AsdfFile.Read(stream.ToArray(), "area.asdf");
        return AreaMap.Read(file);
    }

    /// <summary>The same field as a FITS file with extensions SCI, ERR and DQ.</summary>
    public static byte[] Fits(SyntheticField field, bool withErrors = true)
    {
        var (data, error) = field.Render();
        var header = new FitsHeader()
            .Set("EXTNAME", "SCI").Set("BUNIT", "DN/s").Set("PHOTMJSR", ZeroPoint).Set("PIXAR_SR", PixelArea)
            .Set("CTYPE1", "RA---TAN").Set("CTYPE2", "DEC--TAN").Set("CRPIX1", (field.Width / 2.0) + 1).Set("CRPIX2", (field.Height / 2.0) + 1)
            .Set("CRVAL1", RightAscension).Set("CRVAL2", Declination).Set("CD1_1", -Scale).Set("CD1_2", 0.0).Set("CD2_1", 0.0).Set("CD2_2", Scale);
        var primary = new FitsHeader().Set("INSTRUME", "WFI").Set("FILTER", field.Filter).Set("DATE-OBS", field.Start).Set("EXPTIME", 100.0);
        using var stream = new MemoryStream();
        using (var writer = new FitsWriter(stream, leaveOpen: true))
        {
            writer.AddHeader(primary);
            writer.AddImage<float>(header, field.Width, field.Height, data);
            if (withErrors)
            {
                writer.AddImage<float>(new FitsHeader().Set("EXTNAME", "ERR"), field.Width, field.Height, error);
                writer.AddImage<int>(new FitsHeader().Set("EXTNAME", "DQ"), field.Width, field.Height, new int[data.Length]);
            }
        }

        return stream.ToArray();
    }

    public static YamlMapping Map(params ReadOnlySpan<(string Key, YamlNode Value)> entries)
    {
        var list = new List<KeyValuePair<string, YamlNode>>();
        foreach (var (key, value) in entries) list.Add(new(key, value));
        return new(list);
    }

    static YamlMapping WcsNode(SyntheticField field)
    {
        var shifts = Join("concatenate-1.3.0", Leaf("shift-1.3.0", ("offset", -field.Width / 2.0)), Leaf("shift-1.3.0", ("offset", -field.Height / 2.0)));
        var scales = Join("concatenate-1.3.0", Leaf("scale-1.3.0", ("factor", -Scale)), Leaf("scale-1.3.0", ("factor", Scale)));
        var plane = Tagged("gnomonic-1.3.0", ("direction", new YamlScalar("pix2sky")));
        var turn = Tagged("rotate3d-1.4.0", ("phi", YamlScalar.Of(RightAscension)), ("theta", YamlScalar.Of(Declination)), ("psi", YamlScalar.Of(180.0)), ("direction", new YamlScalar("native2celestial")));
        var box = Map(("intervals", Map(("x", Pair(-0.5, field.Width - 0.5)), ("y", Pair(-0.5, field.Height - 0.5)))));
        var chain = Join("compose-1.3.0", Join("compose-1.3.0", shifts, scales), Join("compose-1.3.0", plane, turn));
        var first = new YamlMapping([.. chain.Entries, new("inputs", new YamlSequence([new YamlScalar("x"), new YamlScalar("y")])), new("bounding_box", box)], chain.Tag);
        var sky = Map(("name", new YamlScalar("icrs")), ("reference_frame", new YamlMapping([], "tag:astropy.org:astropy/coordinates/frames/icrs-1.1.0")));
        return Map(
            ("name", new YamlScalar("")),
            ("steps", new YamlSequence([Map(("frame", new YamlScalar("detector")), ("transform", first)), Map(("frame", sky), ("transform", new YamlScalar("null", isPlain: true)))])));
    }

    static YamlMapping Join(string tag, YamlNode first, YamlNode second) => Tagged(tag, ("forward", new YamlSequence([first, second])));

    static YamlMapping Leaf(string tag, (string Key, double Value) entry) => Tagged(tag, (entry.Key, YamlScalar.Of(entry.Value)));

    static YamlMapping Tagged(string tag, params (string Key, YamlNode Value)[] entries) => new(Map(entries).Entries, TransformTag + tag);

    static YamlSequence Pair(double low, double high) => new([YamlScalar.Of(low), YamlScalar.Of(high)]);
}
