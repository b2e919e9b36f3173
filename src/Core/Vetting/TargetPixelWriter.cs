using Nocturne.Core.Fits;

namespace Nocturne.Core.Vetting;

/// <summary>Writes stamps as a target pixel file in the layout of the missions, so that other tools read it; what is read back is identical to the last digit.</summary>
public static class TargetPixelWriter
{
    internal const string Creator = "Nocturne";

    /// <summary>Writes a file in place; gzipped if its name ends with <c>.gz</c>.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TargetPixelFile file)
    {
        using var writer = FitsWriter.Create(path);
        Write(writer, file);
    }

    /// <summary>Writes to a stream, which stays open.</summary>
    public static void Write(Stream stream, TargetPixelFile file)
    {
        using var writer = new FitsWriter(stream, leaveOpen: true);
        Write(writer, file);
    }

    static void Write(FitsWriter writer, TargetPixelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var pixels = file.Pixels;
        var bits = ApertureBits(file);
        writer.AddHeader(Primary(file).Set("NEXTEND", bits is null ? 1 : 2, "number of extensions"));
        int[] frame = [pixels.Columns, pixels.Rows];
        List<FitsTableColumn> columns = [FitsTableColumn.Of("TIME", pixels.Times.ToArray(), "BJD - 2457000, days", "mid-exposure at the barycentre, TDB")];
        if (file.TimeCorrections is { } corrections) columns.Add(FitsTableColumn.Of("TIMECORR", corrections, "d", "added to the time of the frame"));
        if (file.CadenceNumbers is { } numbers)
        {
            columns.Add(numbers.All(number => number is >= int.MinValue and <= int.MaxValue)
                ? FitsTableColumn.Of("CADENCENO", numbers.Select(number => (int)number).ToArray(), comment: "number of the frame")
                : FitsTableColumn.Of("CADENCENO", numbers, comment: "number of the frame"));
        }

        columns.Add(FitsTableColumn.Of("FLUX", pixels.Flux.ToArray(), file.FluxUnit, "stamp", frame));
        if (!pixels.Errors.IsEmpty) columns.Add(FitsTableColumn.Of("FLUX_ERR", pixels.Errors.ToArray(), file.FluxUnit, "standard error", frame));
        if (!pixels.Faults.IsEmpty) columns.Add(FitsTableColumn.Of("PIXMASK", pixels.Faults.ToArray(), comment: "1 outside, 2 bad, 4 saturated", shape: frame));
        columns.Add(FitsTableColumn.Of("QUALITY", pixels.Quality.ToArray(), comment: "bits; 0 is good"));
        if (!pixels.ColumnOffsets.IsEmpty) columns.Add(FitsTableColumn.Of("POS_CORR1", pixels.ColumnOffsets.ToArray(), "pixel", "offset of the star along the columns"));
        if (!pixels.RowOffsets.IsEmpty) columns.Add(FitsTableColumn.Of("POS_CORR2", pixels.RowOffsets.ToArray(), "pixel", "offset of the star along the rows"));
        writer.AddTable("PIXELS", columns, TableHeader(file));
        if (bits is not null) writer.AddImage<int>(ApertureHeader(file), pixels.Columns, pixels.Rows, bits);
    }

    /// <summary>The bits of the file, with the second one as the aperture of the pixels has it.</summary>
    static int[]? ApertureBits(TargetPixelFile file)
    {
        if (!file.Pixels.HasAperture) return file.ApertureBits;
        var aperture = file.Pixels.Aperture;
        var bits = new int[aperture.Length];
        var collected = new bool[aperture.Length];
        for (var i = 0; i < file.Pixels.Flux.Length; i++) collected[i % collected.Length] |= float.IsFinite(file.Pixels.Flux[i]);
        for (var i = 0; i < bits.Length; i++)
        {
            var others = file.ApertureBits is { } known ? known[i] & ~TargetPixelFile.OptimalAperture : collected[i] ? TargetPixelFile.Collected : 0;
            bits[i] = others | (aperture[i] ? TargetPixelFile.OptimalAperture : 0);
        }

        return bits;
    }

    static FitsHeader Primary(TargetPixelFile file)
    {
        var header = new FitsHeader();
        if (file.Mission == StampMission.OwnFrames) header.Set("CREATOR", Creator, "stamps cut from frames");
        else header.Set("TELESCOP", file.Mission == StampMission.Kepler ? "Kepler" : "TESS");
        header.Set("OBJECT", file.ObjectName);
        if (file.TargetId is { } id) header.Set(file.Mission == StampMission.Kepler ? "KEPLERID" : "TICID", id);
        if (file.Segment is { } segment) header.Set(file.SegmentKind.ToUpperInvariant(), segment);
        if (file.Camera is { } camera) header.Set("CAMERA", camera);
        if (file.Ccd is { } ccd) header.Set("CCD", ccd);
        if (file.Channel is { } channel) header.Set("CHANNEL", channel);
        if (file.Magnitude is { } magnitude) header.Set(file.Mission == StampMission.Kepler ? "KEPMAG" : "TESSMAG", magnitude);
        if (file.Position is { } position) header.Set("RADESYS", "ICRS").Set("RA_OBJ", position.RightAscensionDegrees, "[deg]").Set("DEC_OBJ", position.DeclinationDegrees, "[deg]");
        return header;
    }

    static FitsHeader TableHeader(TargetPixelFile file)
    {
        var header = new FitsHeader().Set("OBJECT", file.ObjectName).Set("TIMESYS", "TDB").Set("TIMEREF", "SOLARSYSTEM")
            .Set("BJDREFI", (int)TransitEphemeris.BtjdZero, "times count from this BJD").Set("BJDREFF", 0.0).Set("TIMEUNIT", "d").Set("TIMEPIXR", 0.5, "times are mid-exposure");
        if (file.IsBackgroundSubtracted is { } subtracted) header.Set("BACKAPP", subtracted, "whether the sky is subtracted");
        return header;
    }

    static FitsHeader ApertureHeader(TargetPixelFile file)
    {
        var header = new FitsHeader().Set("EXTNAME", "APERTURE").Set("NPIXSAP", file.Pixels.Aperture.Count(true), "pixels of the aperture");
        file.Sky?.Describe(header);
        if (file.CornerColumn is { } column && file.CornerRow is { } row)
        {
            header.Set("WCSNAMEP", "PHYSICAL").Set("WCSAXESP", 2)
                .Set("CTYPE1P", "RAWX").Set("CRPIX1P", 1).Set("CRVAL1P", column).Set("CDELT1P", 1.0)
                .Set("CTYPE2P", "RAWY").Set("CRPIX2P", 1).Set("CRVAL2P", row).Set("CDELT2P", 1.0);
        }

        return header;
    }
}
