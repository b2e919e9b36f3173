using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Nocturne.Core.Fits;

namespace Nocturne.Benchmarks;

/// <summary>Reading and writing frames of 4096 x 4096 pixels and tables of a million rows, with the files in the page cache.</summary>
/// <remarks>The packed frames are made with cfitsio's <c>fpack</c> (Debian: libcfitsio-bin); without it their benchmarks fail.</remarks>
[MemoryDiagnoser]
public class FitsBenchmarks
{
    const int Side = 4096;
    const int Rows = 1_000_000;

    readonly float[] destination = new float[Side * Side];
    readonly ushort[] counts = new ushort[Side * Side];
    readonly double[] times = new double[Rows];
    readonly float[] fluxes = new float[Rows];
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-bench").FullName;

    [GlobalSetup]
    public void WriteFiles()
    {
        // A sky of 1000 counts with a noise of 20 or so, as packers like it.
        var random = new Random(1);
        for (var i = 0; i < counts.Length; i++) counts[i] = (ushort)(940 + random.Next(40) + random.Next(40) + random.Next(40));
        for (var i = 0; i < Rows; i++) (times[i], fluxes[i]) = (60_000 + (i * 1e-5), random.NextSingle());
        FitsWriter.WriteImage<ushort>(File("uint16.fits"), Header(), Side, Side, counts);
        FitsWriter.WriteImage<ushort>(File("uint16.fits.gz"), Header(), Side, Side, counts);
        FitsWriter.WriteImage<float>(File("float.fits"), Header(), Side, Side, Array.ConvertAll(counts, count => count * 1.01f));
        WriteTable();
        Pack("rice.fits.fz", "-r", "uint16.fits");
        Pack("gzip2.fits.fz", "-g2 -q 0", "float.fits");
        Pack("quantised.fits.fz", "-r -q 4", "float.fits");
        Pack("hcompress.fits.fz", "-h", "uint16.fits");
    }

    [GlobalCleanup]
    public void DeleteFiles() => Directory.Delete(folder, recursive: true);

    [Benchmark]
    public void Read_16_bit_counts() => Read("uint16.fits");

    [Benchmark]
    public void Read_floats() => Read("float.fits");

    [Benchmark]
    public void Read_a_gzipped_file() => Read("uint16.fits.gz");

    [Benchmark]
    public void Read_rice_tiles() => Read("rice.fits.fz");

    [Benchmark]
    public void Read_gzip_2_tiles() => Read("gzip2.fits.fz");

    [Benchmark]
    public void Read_quantised_floats() => Read("quantised.fits.fz");

    [Benchmark]
    public void Read_h_compressed_tiles() => Read("hcompress.fits.fz");

    [Benchmark]
    public FitsHeader Read_the_header_only() => FitsFile.ReadPrimaryHeader(File("uint16.fits"));

    [Benchmark]
    public void Write_16_bit_counts() => FitsWriter.WriteImage<ushort>(Stream.Null, Header(), Side, Side, counts);

    [Benchmark]
    public void Write_a_table_of_a_million_rows() => WriteTable();

    [Benchmark]
    public double[] Read_a_column_of_a_million_rows()
    {
        using var file = FitsFile.Open(File("table.fits"));
        return file.Tables.First().ReadDoubles("TIME");
    }

    string File(string name) => Path.Combine(folder, name);

    static FitsHeader Header()
    {
        var header = new FitsHeader();
        for (var i = 0; i < 100; i++) header.Set($"KEY{i}", i * 1.5, "a card as there are many");
        return header;
    }

    void Read(string name)
    {
        using var file = FitsFile.Open(File(name));
        file.Images.First().ReadPlane(0, destination);
    }

    void WriteTable()
    {
        using var writer = FitsWriter.Create(File("table.fits"));
        writer.AddTable("ROWS",
        [
            FitsTableColumn.Of("TIME", times, "d"),
            FitsTableColumn.Of("FLUX", fluxes),
            FitsTableColumn.Of("ERROR", fluxes),
            FitsTableColumn.Of("QUALITY", new int[Rows]),
        ]);
    }

    void Pack(string name, string options, string source)
    {
        try
        {
            using var process = Process.Start("fpack", [.. options.Split(' '), "-O", File(name), File(source)]);
            process.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("fpack is not installed: the benchmarks of packed frames will fail.");
        }
    }
}
