using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Tests.Settings;

/// <summary>The examples of the repository are what users copy first: they must work.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void The_example_night_loads_with_what_it_includes()
    {
        var settings = SettingsLoader.Load([Example("night.conf")], []);
        Assert.Equal(4, settings.Detection.Threshold);
        Assert.Equal(1L << 30, settings.Reduce.MemoryBudget.Value!.Value.Bytes);
        Assert.Equal(1706, settings.Time.Height.Value);
    }

    [Fact]
    public void The_example_dialect_reads_its_camera()
    {
        var header = new FitsHeader().Set("INSTRUME", "Roof cam 3").Set("FILTPOS", 2).Set("DATE-OBS", "2024-01-01T20:00:10").Set("EXPMS", 10_000).Set("TELRA", "01:00:00").Set("TELDEC", "+10:00:00");
        var facts = FrameFacts.Read(header, "a.fits", DialectCatalogue.Load([Example("dialect.conf")]).Choose("auto", header));
        Assert.Equal(("mycamera", "1", "V", 10.0), (facts.Dialect, facts.Camera, facts.Filter, facts.ExposureSeconds));
        Assert.Equal("2024-01-02", facts.StartUtc!.Value.Date.ToString("yyyy-MM-dd"));
        Assert.Equal(15, facts.Position!.RightAscensionDegrees, 9);
        Assert.Empty(facts.Missing);
    }

    static string Example(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "hocon", "examples", name);
            if (File.Exists(path)) return path;
        }
        throw new FileNotFoundException($"hocon/examples/{name} is not above the test binaries.");
    }
}
