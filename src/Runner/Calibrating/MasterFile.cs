using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Streams.Export;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Calibrating;

/// <summary>A file of master frames: an empty primary, then each master with its variance behind it.</summary>
static class MasterFile
{
    /// <exception cref="Streams.Store.StoreException">The disk is full or refuses.</exception>
    public static void Write(string path, IReadOnlyList<MadeMaster> masters) => AtomicFile.Write(path, file => file.Write(stream =>
    {
        using var writer = new FitsWriter(stream, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), leaveOpen: true);
        writer.AddHeader(new FitsHeader().Set("CREATOR", $"Nocturne {ProgramVersion.Text}", "program that made the masters"));
        for (var i = 0; i < masters.Count; i++)
        {
            var (master, header) = (masters[i].Master, HeaderOf(masters[i], i + 1));
            writer.AddImage<float>(header, master.Pixels.Width, master.Pixels.Height, master.Pixels.Pixels);
            if (master.Variance is not { } variance) continue;
            header.Set("EXTNAME", MastersBuilder.VarianceName, "of the master before").Set("IMAGETYP", "VARIANCE", "square of the standard deviation").Set("BUNIT", $"{Unit(master)}**2", "unit");
            writer.AddImage<float>(header, variance.Width, variance.Height, variance.Pixels);
        }
    }));

    static FitsHeader HeaderOf(MadeMaster made, int number)
    {
        var (master, facts) = (made.Master, made.Like.Facts);
        var header = new FitsHeader()
            .Set("EXTNAME", master.Kind.ToString().ToUpperInvariant(), "kind of master")
            .Set("EXTVER", number, "number in this file")
            .Set("CREATOR", $"Nocturne {ProgramVersion.Text}", "program that made the master")
            .Set("IMAGETYP", $"MASTER {master.Kind.ToString().ToUpperInvariant()}", "kind of frame")
            .Set("CAMERA", made.Like.Band.Camera, "camera");
        if (master.Kind == MasterKind.Flat) header.Set("FILTER", made.Like.Band.Filter, "filter");
        header.Set("NCOMBINE", master.Frames, "frames that were combined")
            .Set("EXPTIME", master.ExposureSeconds, "[s] mean exposure of the darks")
            .Set("XBINNING", facts.BinX, "binning along the row")
            .Set("YBINNING", facts.BinY, "binning along the column")
            .Set("BUNIT", Unit(master), "unit");
        if (facts is { WindowX: { } x, WindowY: { } y }) header.Set("XORGSUBF", x, "first column on the chip, unbinned").Set("YORGSUBF", y, "first row on the chip, unbinned");
        if (made.Partners.Count > 0) header.AddComment($"Taken off before: {string.Join(", ", made.Partners)}.");
        return header;
    }

    static string Unit(MasterFrame master) => master.Kind switch { MasterKind.Bias => "adu", MasterKind.Dark => "adu/s", _ => "" };
}
