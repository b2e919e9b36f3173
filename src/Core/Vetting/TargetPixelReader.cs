using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Vetting;

/// <summary>Reads target pixel files: TESS (SPOC, 20 s to 30 min), Kepler and K2, cut-outs in the same layout, and our own.</summary>
/// <remarks>Columns are found by name. Every row of the file is kept; which cadences are good is the matter of a <see cref="QualityPolicy"/>.</remarks>
public static class TargetPixelReader
{
    /// <summary>Days between BJD and MJD.</summary>
    const double MjdZero = 2_400_000.5;

    /// <summary>Reads a file, plain or gzipped.</summary>
    /// <exception cref="FitsException">It is damaged, cut off, or no target pixel file.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static TargetPixelFile Read(string path)
    {
        using var file = FitsFile.Open(path);
        return Read(file);
    }

    /// <inheritdoc cref="Read(string)"/>
    public static TargetPixelFile Read(FitsFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var table = file.Tables.FirstOrDefault(table => table.Find("FLUX") is not null && table.Find("TIME") is not null)
            ?? throw new FitsException(FitsFault.Unsupported, file.Name, "this is no target pixel file: no table in it has the columns TIME and FLUX.");
        var primary = file.Hdus[0].Header;
        if (primary.GetLong("NEXTEND") is { } extensions && file.Hdus.Count <= extensions)
            throw new FitsException(FitsFault.Incomplete, file.Name, $"the header says {extensions} extensions but the file ends after {file.Hdus.Count - 1}: still being written?");
        var apertureImage = file.Images.FirstOrDefault(image => string.Equals(image.ExtensionName, "APERTURE", StringComparison.OrdinalIgnoreCase));
        var (rows, columns) = Shape(file, table, apertureImage);
        var bits = apertureImage is null ? null : ReadAperture(file, apertureImage, rows, columns);
        var reference = Reference(table.Header) ?? Reference(primary) ?? 0;
        var pixels = new TargetPixels(rows, columns, Times(file, table, reference), table.ReadFloats("FLUX"))
            .With(
                Optional(table, "QUALITY", 1, table.ReadInts),
                Optional(table, "FLUX_ERR", rows * columns, table.ReadFloats),
                Optional(table, "POS_CORR1", 1, table.ReadFloats),
                Optional(table, "POS_CORR2", 1, table.ReadFloats),
                Optional(table, "PIXMASK", rows * columns, name => Array.ConvertAll(table.ReadInts(name), value => (byte)value)))
            .WithAperture(bits?.Select(value => (value & TargetPixelFile.OptimalAperture) != 0).ToArray());
        var number = table.Find("FLUX")!.Number;
        var mission = Mission(primary, table.Header);
        var (kind, segment) = Segment(primary, mission);
        return new()
        {
            Name = file.Name,
            Mission = mission,
            Pixels = pixels,
            ObjectName = Text("OBJECT") ?? "",
            TargetId = Whole("TICID") ?? Whole("KEPLERID"),
            SegmentKind = kind,
            Segment = segment,
            Camera = (int?)Whole("CAMERA"),
            Ccd = (int?)Whole("CCD"),
            Channel = (int?)Whole("CHANNEL"),
            Magnitude = Number("TESSMAG") ?? Number("KEPMAG"),
            Position = Number("RA_OBJ") is { } ra && Number("DEC_OBJ") is { } dec ? new SkyPosition(ra, dec) : null,
            BjdReference = reference == 0 ? TransitEphemeris.BtjdZero : reference,
            CornerColumn = Corner(apertureImage?.Header, table.Header, number, 1),
            CornerRow = Corner(apertureImage?.Header, table.Header, number, 2),
            Sky = (apertureImage is null ? null : TangentPlane.FromImage(apertureImage.Header)) ?? TangentPlane.FromColumn(table.Header, number),
            ApertureBits = bits,
            CadenceNumbers = Optional(table, "CADENCENO", 1, table.ReadLongs),
            TimeCorrections = Optional(table, "TIMECORR", 1, table.ReadFloats),
            IsBackgroundSubtracted = table.Header.GetBool("BACKAPP"),
            FluxUnit = table.Find("FLUX")!.Unit,
        };

        string? Text(string key) => primary.GetString(key) ?? table.Header.GetString(key);
        long? Whole(string key) => primary.GetLong(key) ?? table.Header.GetLong(key);
        double? Number(string key) => primary.GetDouble(key) ?? table.Header.GetDouble(key);
    }

    static (int Rows, int Columns) Shape(FitsFile file, FitsTableHdu table, FitsImageHdu? aperture)
    {
        var flux = table.Find("FLUX")!;
        if (flux.IsVariableLength || flux.ElementCount == 0 || flux.Type is FitsColumnType.ComplexSingle or FitsColumnType.ComplexDouble)
            throw new FitsException(FitsFault.Unsupported, file.Name, "column 'FLUX' does not hold an image for each cadence.");
        if (flux.Shape.Count == 2 && (long)flux.Shape[0] * flux.Shape[1] == flux.ElementCount) return (flux.Shape[1], flux.Shape[0]);
        if (flux.Shape.Count == 1 && aperture is not null && (long)aperture.Width * aperture.Height == flux.ElementCount) return (aperture.Height, aperture.Width);
        throw new FitsException(FitsFault.Unsupported, file.Name, $"the {flux.ElementCount} values of column 'FLUX' have no rows and columns: TDIM{flux.Number} must say how many.");
    }

    static double[] Times(FitsFile file, FitsTableHdu table, double reference)
    {
        var unit = table.Header.GetString("TIMEUNIT");
        if (unit is not null && !unit.StartsWith('d'))
            throw new FitsException(FitsFault.Unsupported, file.Name, $"times in '{unit}' are not supported: TIMEUNIT must be d.");
        if (table.Find("TIME")!.ElementCount != 1) throw new FitsException(FitsFault.Unsupported, file.Name, "column 'TIME' must have one value for each cadence.");
        var times = table.ReadDoubles("TIME");
        // Without a reference small values are BTJD already, and large ones absolute dates.
        var offset = reference != 0 ? reference - TransitEphemeris.BtjdZero
            : Array.Find(times, double.IsFinite) > 2_400_000 ? -TransitEphemeris.BtjdZero : 0;
        if (offset != 0)
        {
            foreach (ref var time in times.AsSpan()) time += offset;
        }

        return times;
    }

    static double? Reference(FitsHeader header)
    {
        if (header.GetDouble("BJDREFI") is { } days) return days + (header.GetDouble("BJDREFF") ?? 0);
        if (header.GetDouble("BJDREF") is { } single) return single;
        if (header.GetDouble("MJDREFI") is { } modified) return modified + (header.GetDouble("MJDREFF") ?? 0) + MjdZero;
        return header.GetDouble("MJDREF") + MjdZero;
    }

    static int[] ReadAperture(FitsFile file, FitsImageHdu image, int rows, int columns)
    {
        if (image.Width != columns || image.Height != rows)
        {
            throw new FitsException(
                FitsFault.Corrupt, file.Name, $"the aperture image has {image.Height} rows and {image.Width} columns, but the frames have {rows} and {columns}.");
        }

        image.CheckWhole();
        var values = new double[rows * columns];
        image.ReadPlane(0, values);
        return [.. values.Select(value => value is >= int.MinValue and <= int.MaxValue ? (int)value : 0)];
    }

    static T[]? Optional<T>(FitsTableHdu table, string name, int perRow, Func<string, T[]> read) =>
        table.Find(name) is { IsVariableLength: false } column && column.ElementCount == perRow ? read(name) : null;

    static StampMission Mission(FitsHeader primary, FitsHeader table)
    {
        var telescope = primary.GetString("TELESCOP") ?? table.GetString("TELESCOP") ?? "";
        if (primary.GetString("CREATOR")?.StartsWith(TargetPixelWriter.Creator, StringComparison.Ordinal) == true) return StampMission.OwnFrames;
        return telescope.Contains("Kepler", StringComparison.OrdinalIgnoreCase) || telescope.Contains("K2", StringComparison.OrdinalIgnoreCase)
            || primary.Contains("KEPLERID") ? StampMission.Kepler : StampMission.Tess;
    }

    static (string Kind, long? Number) Segment(FitsHeader primary, StampMission mission) => mission switch
    {
        StampMission.OwnFrames => ("night", primary.GetLong("NIGHT")),
        StampMission.Kepler when primary.GetLong("CAMPAIGN") is { } campaign => ("campaign", campaign),
        StampMission.Kepler => ("quarter", primary.GetLong("QUARTER")),
        _ => ("sector", primary.GetLong("SECTOR")),
    };

    static int? Corner(FitsHeader? aperture, FitsHeader table, int column, int axis)
    {
        var value = aperture?.GetDouble($"CRVAL{axis}P");
        var (pixel, step) = (aperture?.GetDouble($"CRPIX{axis}P"), aperture?.GetDouble($"CDELT{axis}P"));
        if (value is null)
        {
            value = table.GetDouble($"{axis}CRV{column}P");
            (pixel, step) = (table.GetDouble($"{axis}CRP{column}P"), table.GetDouble($"{axis}CDL{column}P"));
        }

        var corner = value + ((1 - (pixel ?? 1)) * (step ?? 1));
        return corner is >= int.MinValue and <= int.MaxValue ? (int)Math.Round(corner.Value) : null;
    }
}
