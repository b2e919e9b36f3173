using Nocturne.Core.Background;
using Nocturne.Core.Fits;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Measuring;

/// <summary>A background as a FITS file: the level in the primary, the rms in the extension RMS.</summary>
static class BackgroundFile
{
    /// <exception cref="Nocturne.Streams.Store.StoreException">The disk refuses.</exception>
    public static void Write(string path, BackgroundMesh mesh, string? unit)
    {
        var pixels = new float[mesh.Width * mesh.Height];
        WriteFits(path, writer =>
        {
            for (var y = 0; y < mesh.Height; y++) mesh.LevelRow(y, pixels.AsSpan(y * mesh.Width, mesh.Width));
            writer.AddImage(Header("BACKGROUND", unit).Set("BKGLEVEL", mesh.GlobalLevel, "median of the mesh").Set("BKGRMS", mesh.GlobalRms, "median rms of the mesh"), mesh.Width, mesh.Height, pixels);
            for (var y = 0; y < mesh.Height; y++) mesh.RmsRow(y, pixels.AsSpan(y * mesh.Width, mesh.Width));
            writer.AddImage(Header("RMS", unit), mesh.Width, mesh.Height, pixels);
        });
    }

    /// <summary>Writes one image.</summary>
    /// <exception cref="Nocturne.Streams.Store.StoreException">The disk refuses.</exception>
    public static void WriteImage<T>(string path, string name, string? unit, int width, int height, T[] pixels)
        where T : unmanaged => WriteFits(path, writer => writer.AddImage(Header(name, unit), width, height, pixels));

    static FitsHeader Header(string name, string? unit)
    {
        var header = new FitsHeader().Set("EXTNAME", name);
        return unit is null ? header : header.Set("BUNIT", unit);
    }

    static void WriteFits(string path, Action<FitsWriter> add) => AtomicFile.Write(path, file => file.Write(stream =>
    {
        using var writer = new FitsWriter(stream, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), leaveOpen: true);
        add(writer);
    }));
}
