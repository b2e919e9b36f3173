using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

/// <summary>The small files that <c>tests/data-scripts/make_fits_files.py</c> made with astropy and cfitsio, and the formula of their
/// images.</summary>
static class FitsData
{
    public const int Width = 24;
    public const int Height = 17;

    public static string Folder { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "data", "fits");

    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static string Path(string name) => System.IO.Path.Combine(Folder, name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path(name));

    public static FitsFile Open(string name) => FitsFile.Open(Path(name));

    /// <summary>The plane of the formula: 100 + 3x + 5y + 7z + (31x + 17y) mod 23.</summary>
    public static IEnumerable<double> Counts(int width = Width, int height = Height, int z = 0)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) yield return 100 + (3 * x) + (5 * y) + (7 * z) + (((31 * x) + (17 * y)) % 23);
        }
    }
}
