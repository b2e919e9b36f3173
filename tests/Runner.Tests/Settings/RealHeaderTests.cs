using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Settings;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Settings;

public sealed class RealHeaderTests
{
    static readonly DialectCatalogue Catalogue = DialectCatalogue.Load([]);

    [ReferenceFact("real", "opticam", "get_last_c1.fit")]
    public void An_opticam_frame_of_the_telescope()
    {
        var facts = Read("opticam", "get_last_c1.fit");
        Assert.Equal(("opticam", "1", "g", FrameKind.Science, "OPTICAM"), (facts.Dialect, facts.Camera, facts.Filter, facts.Kind, facts.Object));
        Assert.Equal((5.0, 1.0, 1.1, 0.0986, 32302.0), (facts.ExposureSeconds, facts.Gain, facts.ReadNoise, facts.DarkCurrent, facts.Saturation));
        Assert.Equal((2, 2), (facts.BinX, facts.BinY));
        Assert.Equal("UT '2023-11-22 03:02:49.000', camera computer, start of the exposure", facts.TimeSource);
        Assert.Equal(10969, facts.StartUtc!.Value.SecondsSince(Mjd.FromCalendar(new(2023, 11, 22), 0)), 6);
        Assert.Equal(2.5, facts.MidUtc!.Value.SecondsSince(facts.StartUtc.Value), 6);
        Assert.Equal(0.001, facts.TimeResolutionSeconds!.Value, 9);
        Assert.Null(facts.Position);
        Assert.Equal("San Pedro Martir", facts.Observatory!.Name);
        Assert.Equal(-115.466111, facts.Observatory.LongitudeDegreesEast, 6);
        Assert.Equal(2790, facts.Observatory.HeightMetres);
        Assert.Equal(["position"], facts.Missing.Select(missing => missing.Fact));
        Assert.Empty(facts.Doubts);
    }

    [ReferenceFact("real", "lco_sinistro", "cpt1m012-fl10-20151216-0073-e00.fits.fz")]
    public void A_compressed_frame_of_las_cumbres()
    {
        var facts = Read("lco_sinistro", "cpt1m012-fl10-20151216-0073-e00.fits.fz");
        Assert.Equal(("lco", "fl10", "ip", FrameKind.Science), (facts.Dialect, facts.Camera, facts.Filter, facts.Kind));
        Assert.Equal((15.0, 14.9, 47500.0, 2, 2), (facts.ExposureSeconds, facts.ReadNoise, facts.Saturation, facts.BinX, facts.BinY));
        Assert.Equal(3.35, facts.Gain!.Value, 12);
        Assert.Equal(66048.907, facts.StartUtc!.Value.SecondsSince(Mjd.FromCalendar(new(2015, 12, 16), 0)), 6);
        Assert.Equal(21.0476416667, facts.Position!.RightAscensionDegrees, 8);
        Assert.Equal((20.81252, -32.3829, 1695), (Math.Round(facts.Observatory!.LongitudeDegreesEast, 9), facts.Observatory.LatitudeDegrees, facts.Observatory.HeightMetres));
        Assert.Equal(1.0000027, facts.Airmass);
        Assert.Empty(facts.Missing);
    }

    [ReferenceFact("real", "lco_sinistro")]
    public void Calibration_frames_of_las_cumbres()
    {
        var bias = Read("lco_sinistro", "coj1m011-fl08-20151216-0049-b00.fits.fz");
        var dark = Read("lco_sinistro", "coj1m011-fl08-20151216-0083-d00.fits.fz");
        Assert.Equal((FrameKind.Bias, "fl08"), (bias.Kind, bias.Camera));
        Assert.Equal((FrameKind.Dark, "fl08", 900.0), (dark.Kind, dark.Camera, dark.ExposureSeconds));
        Assert.Null(dark.Saturation);
        Assert.Equal(149.0708771, dark.Observatory!.LongitudeDegreesEast, 7);
        Assert.Empty(bias.Missing);
        Assert.Empty(dark.Missing);
    }

    [ReferenceFact("real", "indi_asi224")]
    public void An_indi_frame_whose_gain_is_a_setting()
    {
        var facts = Read("indi_asi224", "Light_1069.fits");
        Assert.Equal(("indi", "ZWO-CCD-ASI224MC", "Luminance", FrameKind.Science, 6.0), (facts.Dialect, facts.Camera, facts.Filter, facts.Kind, facts.ExposureSeconds));
        Assert.Null(facts.Gain);
        Assert.Null(facts.Object);
        Assert.Equal(299.924958333, facts.Position!.RightAscensionDegrees, 8);
        Assert.Equal(22.722047222, facts.Position.DeclinationDegrees, 8);
        Assert.Equal(81105.431, facts.StartUtc!.Value.SecondsSince(Mjd.FromCalendar(new(2018, 9, 7), 0)), 6);
        Assert.Equal(["gain", "read noise", "site"], facts.Missing.Select(missing => missing.Fact).Order());
    }

    [ReferenceFact("real", "m67_dss", "M6707HH.fits")]
    public void A_plate_of_1951_with_its_exposure_in_minutes()
    {
        var facts = Read("m67_dss", "M6707HH.fits");
        Assert.Equal(("dss", 3000.0, "M67"), (facts.Dialect, facts.ExposureSeconds, facts.Object));
        Assert.Equal(43620, facts.StartUtc!.Value.SecondsSince(Mjd.FromCalendar(new(1951, 11, 29), 0)), 6);
        Assert.Equal(132.83375, facts.Position!.RightAscensionDegrees, 8);
        Assert.Equal(-116.863333, facts.Observatory!.LongitudeDegreesEast, 6);
    }

    [ReferenceFact("real", "panoptes")]
    public void Headers_with_next_to_nothing_in_them()
    {
        var bare = Read("panoptes", "noheader.fits");
        Assert.Equal(("generic", "1", "clear", FrameKind.Science), (bare.Dialect, bare.Camera, bare.Filter, bare.Kind));
        Assert.Null(bare.StartUtc);
        Assert.Contains(bare.Missing, missing => missing.Fact == "time");
        var pole = Read("panoptes", "pole.fits");
        Assert.Equal((30.1, "2017-04-10T04:35:16.000"), (pole.ExposureSeconds, pole.StartUtc.ToString()));
        Assert.Equal(89.0745311824, pole.Position!.DeclinationDegrees, 9);
    }

    [ReferenceTheory("opticam")]
    [InlineData("setA", "setA_frames.tar.gz", 21)]
    [InlineData("setB", "setB_frames.tar.gz", 24)]
    [InlineData("setC", "setC_frames_flats.tar.gz", 3)]
    public void Times_of_the_reference_sets_are_the_true_ones(string set, string archive, int count)
    {
        var truth = File.ReadLines(ReferenceData.Required("opticam", set, "truth_frames.csv")).Select(line => line.Split(',')).ToList();
        int Column(string name) => Array.IndexOf(truth[0], name);
        var rows = truth.Skip(1).ToDictionary(row => row[0]);
        using var unpacked = new TarReader(new GZipStream(File.OpenRead(ReferenceData.Required("opticam", archive)), CompressionMode.Decompress));
        var frames = 0;
        while (unpacked.GetNextEntry() is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (entry.DataStream is null) continue;
            using var bytes = new MemoryStream();
            entry.DataStream.CopyTo(bytes);
            using var file = FitsFile.Read(bytes.ToArray(), name);
            var header = file.Images.First().Header;
            var facts = FrameFacts.Read(header, name, Catalogue.Choose("auto", header));
            Assert.Equal("opticam", facts.Dialect);
            if (!rows.TryGetValue(name, out var row))
            {
                Assert.Equal(FrameKind.Flat, facts.Kind);
                continue;
            }
            frames++;
            Assert.Equal((FrameKind.Science, row[Column("band")], "123"["gri".IndexOf(row[Column("band")], StringComparison.Ordinal)].ToString()), (facts.Kind, facts.Filter, facts.Camera));
            Assert.Empty(facts.Missing);
            Near("mjd_utc_start", facts.StartUtc!.Value, 2e-11);
            Near("bmjd_start", Barycentre.ToBmjdTdb(facts.StartUtc.Value, facts.Position!, facts.Observatory), 1e-9);
            Near("bmjd_mid", Barycentre.ToBmjdTdb(facts.MidUtc!.Value, facts.Position!, facts.Observatory), 1e-9);
            void Near(string column, Mjd time, double days) => Assert.Equal(0, time.ToDouble() - double.Parse(row[Column(column)], CultureInfo.InvariantCulture), days);
        }
        Assert.Equal(count, frames);
    }

    static FrameFacts Read(string folder, string name)
    {
        using var file = FitsFile.Open(ReferenceData.Required("real", folder, name));
        var header = file.Images.First().Header;
        var primary = file.Hdus[0].Header;
        return FrameFacts.Read(header, name, Catalogue.Choose("auto", header, primary), primary);
    }
}
