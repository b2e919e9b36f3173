using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Roman;

/// <summary>Reads level-2 images of the Roman Wide Field Instrument, of any schema since 2021.</summary>
public static class RomanImageReader
{
    /// <summary>Opens an image.</summary>
    /// <exception cref="AsdfException">The file is damaged.</exception>
    /// <exception cref="WcsException">Its coordinate system is missing or not understood.</exception>
    /// <exception cref="ScienceImageException">It is no image, or its parts do not fit together.</exception>
    public static ScienceImage Open(string path)
    {
        using var file = AsdfFile.Open(path);
        return Read(file);
    }

    /// <inheritdoc cref="Open"/>
    public static ScienceImage Read(AsdfFile file)
    {
        var roman = file.Tree?.At("roman") ?? throw new ScienceImageException(file.Name, "no Roman file: its tree has no key 'roman'.");
        var meta = roman.At("meta");
        var wcs = GwcsReader.Read(file, meta?.At("wcs"));
        var dataArray = Array(file, roman, "data") ?? throw new ScienceImageException(file.Name, "has no 'data'.");
        if (dataArray.Shape.Count != 2 || dataArray.Count == 0) throw new ScienceImageException(file.Name, $"'data' has shape [{string.Join(", ", dataArray.Shape)}] where an image belongs: a ramp of level 1?");
        var (height, width) = (dataArray.Shape[0], dataArray.Shape[1]);
        var error = Companion(file, roman, "err", dataArray);
        if (error?.Unit is { } errorUnit && dataArray.Unit is { } dataUnit && errorUnit != dataUnit) throw new ScienceImageException(file.Name, $"'data' are in {dataUnit} but 'err' in {errorUnit}.");
        var quality = Companion(file, roman, "dq", dataArray);

        var notes = new List<string>();
        var photometry = meta?.At("photometry");
        var (calibration, unit) = Calibrate(file.Name, photometry, dataArray.Unit, notes);
        if (wcs.BoundingBox is null) notes.Add("The coordinate system has no bounding box; that of the image is taken.");
        return new()
        {
            Name = file.Name,
            Data = PixelPlane.From(dataArray),
            Error = error is null ? null : PixelPlane.From(error),
            Quality = quality is null ? null : Flags(file, quality),
            Wcs = wcs.Within(WcsBox.OfImage(width, height)),
            Calibration = calibration,
            Unit = unit,
            Instrument = RomanMeta.Text(meta?.At("instrument", "name")),
            Detector = RomanMeta.Text(meta?.At("instrument", "detector")),
            OpticalElement = RomanMeta.Text(meta?.At("instrument", "optical_element")),
            Start = RomanMeta.Utc(meta?.At("exposure", "start_time")),
            End = RomanMeta.Utc(meta?.At("exposure", "end_time")),
            Notes = notes,
        };
    }

    static AsdfArray? Array(AsdfFile file, YamlNode roman, string key) => roman.At(key) is { } node ? file.Array(node) : null;

    static AsdfArray? Companion(AsdfFile file, YamlNode roman, string key, AsdfArray data)
    {
        var array = Array(file, roman, key);
        if (array is not null && !array.Shape.SequenceEqual(data.Shape))
            throw new ScienceImageException(file.Name, $"'{key}' has shape [{string.Join(", ", array.Shape)}] but 'data' [{string.Join(", ", data.Shape)}].");
        return array;
    }

    static uint[] Flags(AsdfFile file, AsdfArray quality) => quality.DataType switch
    {
        AsdfDataType.UInt32 => quality.Read<uint>(),
        AsdfDataType.UInt8 => System.Array.ConvertAll(quality.Read<byte>(), flag => (uint)flag),
        AsdfDataType.UInt16 => System.Array.ConvertAll(quality.Read<ushort>(), flag => (uint)flag),
        AsdfDataType.Int32 => System.Array.ConvertAll(quality.Read<int>(), flag => unchecked((uint)flag)),
        _ => throw new ScienceImageException(file.Name, $"'dq' is of type {AsdfDataTypes.NameOf(quality.DataType)} where flag bits belong."),
    };

    static (FluxCalibration? Calibration, string Unit) Calibrate(string name, YamlNode? photometry, string? dataUnit, List<string> notes)
    {
        var zeroPoint = RomanMeta.Number(photometry?.At("conversion_megajanskys"));
        var uncertainty = RomanMeta.Number(photometry?.At("conversion_megajanskys_uncertainty")) ?? double.NaN;
        var area = RomanMeta.PixelArea(photometry);
        if (RomanMeta.Unit(photometry?.At("conversion_megajanskys")) is { } zeroPointUnit and not "MJy/sr") throw new ScienceImageException(name, $"the zero point is in {zeroPointUnit} where MJy/sr belongs.");
        if (area is { } steradians && steradians is not (> 1e-17 and < 1e-8)) throw new ScienceImageException(name, $"a pixel area of {steradians:G4} steradians cannot be.");
        switch (dataUnit)
        {
            case "MJy/sr":
                notes.Add("The image is in MJy/sr already: the zero point is not applied again.");
                return (area is { } own ? new(1, 0, own) : null, dataUnit);
            case null:
                notes.Add("The file does not state the unit of its image; DN/s is assumed.");
                break;
            case not "DN/s":
                throw new ScienceImageException(name, $"the image is in {dataUnit} but the zero point belongs to DN/s.");
        }

        return (zeroPoint is > 0 && area is { } nominal ? new(zeroPoint.Value, uncertainty, nominal) : null, "DN/s");
    }
}
