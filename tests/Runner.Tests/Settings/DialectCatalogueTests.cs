using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Hocon;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Tests.Settings;

public sealed class DialectCatalogueTests : IDisposable
{
    static readonly DialectCatalogue Catalogue = DialectCatalogue.Load([]);

    readonly string folder = Directory.CreateTempSubdirectory("nocturne-dialects-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_built_in_dialects_load_and_the_generic_one_comes_last()
    {
        Assert.Equal(["dss", "generic", "hipercam", "indi", "lco", "maxim", "mexman", "muscat", "nina", "nocturne", "opticam"], Catalogue.All.Select(dialect => dialect.Name).Order(StringComparer.Ordinal));
        Assert.Equal("generic", Catalogue.All[^1].Name);
        Assert.All(Catalogue.All, dialect => Assert.NotEmpty(dialect.Title));
    }

    [Fact]
    public void A_simulated_opticam_frame_is_recognised_without_its_name()
    {
        var header = new FitsHeader().Set("FILTER", "g").Set("BINNING", "4x4").Set("GAIN", 1.0).Set("EXPOSURE", 1.0).Set("DARKCURR", 0.4).Set("RA", 0.0).Set("DEC", 0.0).Set("UT", "2024-01-01 00:00:03");
        var facts = Read(header, "240101g200000003o.fits");
        Assert.Equal(("opticam", "1", "g", FrameKind.Science), (facts.Dialect, facts.Camera, facts.Filter, facts.Kind));
        Assert.Equal((1.0, 1.0, 1.1, 0.4, 4, 4), (facts.ExposureSeconds, facts.Gain, facts.ReadNoise, facts.DarkCurrent, facts.BinX, facts.BinY));
        Assert.Equal(new SkyPosition(0, 0), facts.Position);
        Assert.Equal(new Observatory("San Pedro Martir", -115.463611, 31.044167, 2790), facts.Observatory);
        Assert.Equal("2024-01-01T00:00:03.000", facts.StartUtc.ToString());
        Assert.Empty(facts.Missing);
        Assert.Equal("UT is written to 1 s, more than a tenth of the exposure of 1 s; the light curve cannot be better timed than that.", Assert.Single(facts.Doubts));
    }

    [Theory]
    [InlineData("u'", "x.fits", "1", "u")]
    [InlineData("g'", "x.fits", "1", "g")]
    [InlineData("r", "x.fits", "2", "r")]
    [InlineData("i'", "x.fits", "3", "i")]
    [InlineData("z", "x.fits", "3", "z")]
    [InlineData("g", "C2_0001.fit", "2", "g")]
    [InlineData("g", "get_last_c1.fit", "1", "g")]
    [InlineData("Halpha", "231122i200143431o.fit", "3", "Halpha")]
    [InlineData("Halpha", "frame.fit", "1", "Halpha")]
    public void Opticam_cameras_follow_the_file_name_and_the_filter(string filter, string file, string camera, string name)
    {
        var facts = Read(new FitsHeader().Set("INSTRUME", "OPTICAM").Set("FILTER", filter), file);
        Assert.Equal((camera, name), (facts.Camera, facts.Filter));
    }

    [Fact]
    public void An_opticam_gps_stamp_goes_before_the_computer_and_its_placeholder_does_not()
    {
        var header = new FitsHeader().Set("INSTRUME", "OPTICAM_MX").Set("GPSTIME", "2021-03-04 05:06:07.891 +0.001 OK").Set("UT", "2021-03-04 05:06:09").Set("EXPOSURE", 2.0);
        var facts = Read(header, "f.fit");
        Assert.Equal("GPSTIME '2021-03-04 05:06:07.891', GPS receiver, start of the exposure", facts.TimeSource);
        foreach (var placeholder in new[] { "0", "", "        ", "00:00:00.0000", "0000-00-00 00:00:00" })
            Assert.StartsWith("UT ", Read(header.Copy().Set("GPSTIME", placeholder), "f.fit").TimeSource, StringComparison.Ordinal);
    }

    [Fact]
    public void An_opticam_position_that_the_telescope_did_not_send_is_missing()
    {
        var facts = Read(new FitsHeader().Set("INSTRUME", "OPTICAM").Set("RA", "0").Set("DEC", "31"), "f.fit");
        Assert.Null(facts.Position);
        Assert.Contains(facts.Missing, missing => missing.Fact == "position");
        var known = Read(new FitsHeader().Set("INSTRUME", "OPTICAM").Set("RA", "18:19:21.60").Set("DEC", "-25:24:25.0"), "f.fit");
        Assert.Equal(274.84, known.Position!.RightAscensionDegrees, 9);
    }

    [Fact]
    public void A_flat_of_the_simulator_is_a_flat()
    {
        var facts = Read(new FitsHeader().Set("FILTER", "g").Set("BINNING", "4x4").Set("GAIN", 1.0).Set("UT", "2024-01-01 00:00:00").Set("EXPOSURE", 0.05), "g-band_flat_0.fits.gz");
        Assert.Equal(("opticam", FrameKind.Flat, "1", "g"), (facts.Dialect, facts.Kind, facts.Camera, facts.Filter));
        Assert.Empty(facts.Missing);
    }

    [Fact]
    public void A_hipercam_frame_has_the_time_of_the_middle_and_the_filter_of_its_ccd()
    {
        var primary = new FitsHeader().Set("INSTRUME", "HiPERCAM").Set("TIMSTAMP", "2019-06-01T01:02:03.000004").Set("MJDUTC", 58635.0430902777).Set("GOODTIME", true).Set("EXPTIME", 0.5).Set("FILTERS", "us+gs+rs+is+zs").Set("OBJECT", "DP Leo");
        var image = new FitsHeader().Set("CCD", "2").Set("XBIN", 2).Set("YBIN", 3);
        var facts = FrameFacts.Read(image, "run0001.hcm", Catalogue.Choose("auto", image, primary), primary);
        Assert.Equal(("hipercam", "2", "gs", "DP Leo", 2, 3), (facts.Dialect, facts.Camera, facts.Filter, facts.Object, facts.BinX, facts.BinY));
        Assert.Equal(58635.0430902777, facts.MidUtc!.Value.ToDouble(), 9);
        Assert.Equal(0.25, facts.MidUtc.Value.SecondsSince(facts.StartUtc!.Value), 6);
        Assert.Contains("GPS receiver, middle of the exposure", facts.TimeSource, StringComparison.Ordinal);
        var bad = primary.Copy().Set("GOODTIME", false);
        Assert.NotEmpty(FrameFacts.Read(image, "run0001.hcm", Catalogue.Named("hipercam"), bad).Doubts);
    }

    [Fact]
    public void A_nina_frame_counts_electrons_by_egain_and_not_by_the_setting()
    {
        var header = new FitsHeader().Set("SWCREATE", "N.I.N.A. 3.1.2.9001 (x64)").Set("INSTRUME", "ZWO ASI2600MM Pro").Set("FILTER", "V").Set("IMAGETYP", "LIGHT").Set("EXPOSURE", 60.0).Set("EXPTIME", 60.0)
            .Set("GAIN", 100).Set("EGAIN", 0.246).Set("DATE-LOC", "2024-05-01T21:00:00.123").Set("DATE-OBS", "2024-05-02T04:00:00.123").Set("XBINNING", 2).Set("YBINNING", 2)
            .Set("RA", 299.9).Set("DEC", 22.7).Set("SITELAT", 33.4).Set("SITELONG", -116.9).Set("SITEELEV", 1700.0).Set("OBJECT", "M 27").Set("AIRMASS", 1.2);
        var facts = Read(header, "2024-05-01_21-00-00_V_60.00s_0001.fits");
        Assert.Equal(("nina", "ZWO-ASI2600MM-Pro", "V", 0.246, 60.0), (facts.Dialect, facts.Camera, facts.Filter, facts.Gain, facts.ExposureSeconds));
        Assert.Equal(new SkyPosition(299.9, 22.7), facts.Position);
        Assert.Equal(new Observatory("site of the header", facts.Observatory!.LongitudeDegreesEast, 33.4, 1700), facts.Observatory);
        Assert.Equal(-116.9, facts.Observatory.LongitudeDegreesEast, 9);
        Assert.Equal("2024-05-02T04:00:00.123", facts.StartUtc.ToString());
        Assert.Equal(["read noise"], facts.Missing.Select(missing => missing.Fact));
    }

    [Fact]
    public void A_nina_frame_whose_average_time_is_given_only_is_understood()
    {
        var facts = Read(new FitsHeader().Set("SWCREATE", "N.I.N.A. 3.1").Set("DATE-AVG", "2024-05-02T04:00:30.000").Set("EXPTIME", 60.0), "f.fits");
        Assert.Equal(-30, facts.StartUtc!.Value.SecondsSince(facts.MidUtc!.Value), 6);
    }

    [Fact]
    public void A_maxim_frame_reads_in_its_old_and_new_forms()
    {
        var header = new FitsHeader().Set("SWCREATE", "MaxIm DL Version 6.20").Set("INSTRUME", "Apogee U16M").Set("FILTER", "r'").Set("IMAGETYP", "Light Frame").Set("EXPTIME", 30.0).Set("EGAIN", 1.4)
            .Set("DATE-OBS", "2010-02-03T04:05:06").Set("XBINNING", 1).Set("YBINNING", 1).Set("OBJCTRA", "08 51 20.1").Set("OBJCTDEC", "+11 48 43").Set("SITELAT", "+33 24 24").Set("SITELONG", "-116 51 48");
        var facts = Read(header, "light-001r.fit");
        Assert.Equal(("maxim", "Apogee-U16M", "r", FrameKind.Science), (facts.Dialect, facts.Camera, facts.Filter, facts.Kind));
        Assert.Equal(132.83375, facts.Position!.RightAscensionDegrees, 9);
        Assert.Equal(-116.863333333, facts.Observatory!.LongitudeDegreesEast, 8);
        var old = Read(header.Copy().Set("DATE-OBS", "2001-02-03").Set("TIME-OBS", "04:05:06"), "old.fit");
        Assert.Equal(14706, old.StartUtc!.Value.SecondsSince(Mjd.FromCalendar(new(2001, 2, 3), 0)), 6);
        Assert.Equal(FrameKind.Bias, Read(header.Copy().Set("IMAGETYP", "Bias Frame"), "b.fit").Kind);
    }

    [Fact]
    public void A_mexman_frame_is_timed_by_its_Julian_date()
    {
        var header = new FitsHeader().Set("INSTRUME", "MEXMAN").Set("FILTER", "V").Set("JD", 2460310.7562500001).Set("EXPTIME", 20.0).Set("CCDSUM", "2 2").Set("GAIN", 1.8).Set("RDNOISE", 4.8)
            .Set("RA", "05:34:31.9").Set("DEC", "+22:00:52").Set("AIRMASS", 1.1);
        var facts = Read(header, "f0001.fits");
        Assert.Equal(("mexman", "MEXMAN", "V", 2), (facts.Dialect, facts.Camera, facts.Filter, facts.BinX));
        Assert.StartsWith("2024-01-01T06:09:00.0", facts.StartUtc.ToString(), StringComparison.Ordinal);
        Assert.Equal(0.4929, facts.PixelScale!.Value, 1e-9);
        Assert.Equal(83.6329, facts.Position!.RightAscensionDegrees, 1e-3);
    }

    [Fact]
    public void Pixel_scales_come_from_keywords_filters_and_optics()
    {
        double? Scale(FitsHeader header, string file = "x.fits") => Read(header, file).PixelScale;
        var opticam = new FitsHeader().Set("INSTRUME", "OPTICAM").Set("BINNING", "4x4").Set("UT", "2024-01-01 00:00:03").Set("EXPOSURE", 1.0);
        Assert.Equal(4 * 0.1397, Scale(opticam.Copy().Set("FILTER", "g'"))!.Value, 1e-9);
        Assert.Equal(4 * 0.1661, Scale(opticam.Copy().Set("FILTER", "i"))!.Value, 1e-9);
        var amateur = new FitsHeader().Set("DATE-OBS", "2024-01-01T00:00:00").Set("XPIXSZ", 7.52).Set("FOCALLEN", 800.0);
        Assert.Equal(1.9389, Scale(amateur)!.Value, 1e-3);
        Assert.Equal(0.778, Scale(amateur.Copy().Set("PIXSCALE", 0.778))!.Value, 1e-9);
        Assert.Null(Scale(new FitsHeader().Set("DATE-OBS", "2024-01-01T00:00:00")));
    }

    [Fact]
    public void A_muscat2_frame_takes_its_camera_from_the_file_name()
    {
        var header = new FitsHeader().Set("INSTRUME", "MuSCAT2").Set("MJD-STRT", 59000.123456789).Set("EXPTIME", 10.0).Set("FILTER", "z_s").Set("RA", "01:02:03").Set("DEC", "+04:05:06");
        var facts = Read(header, "MCT23_2005310042.fits");
        Assert.Equal(("muscat", "3", "z_s"), (facts.Dialect, facts.Camera, facts.Filter));
        Assert.Equal(59000.123456789, facts.StartUtc!.Value.ToDouble(), 9);
    }

    [Fact]
    public void An_unknown_camera_is_read_by_the_common_keywords()
    {
        var header = new FitsHeader().Set("INSTRUME", "Home made").Set("DATE-OBS", "2024-01-01T00:00:00.0").Set("EXPTIME", 5).Set("GAIN", 120);
        var facts = Read(header, "a.fits");
        Assert.Equal(("generic", "Home-made", "clear"), (facts.Dialect, facts.Camera, facts.Filter));
        Assert.Null(facts.Gain);
        Assert.Equal(FrameKind.Dark, Read(new(), "master_dark_5s.fits").Kind);
        Assert.Equal(FrameKind.Science, Read(new(), "flatiron.fits").Kind);
    }

    [Fact]
    public void A_dialect_may_be_named_whatever_the_header_says()
    {
        var header = new FitsHeader().Set("INSTRUME", "OPTICAM");
        Assert.Equal("lco", Catalogue.Choose("lco", header).Name);
        var fault = Assert.Throws<HoconException>(() => Catalogue.Choose("opticom", header));
        Assert.StartsWith("instrument.dialect: there is no dialect 'opticom'. Did you mean 'opticam'? Known are ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_dialect_goes_first_and_replaces_one_of_the_same_name()
    {
        Write("mine.conf", """
            name = mine
            title = "My camera"
            match = [{ INSTRUME = "OPTICAM*" }]
            camera = [{ constant = A }]
            time = [{ key = STAMP, format = jd, stamp = end, clock = "wrist watch" }]
            """);
        Write("generic.conf", "name = generic, title = replaced, match = [{}]");
        var own = DialectCatalogue.Load([folder]);
        Assert.Equal("mine", own.Choose("auto", new FitsHeader().Set("INSTRUME", "OPTICAM")).Name);
        Assert.Equal("replaced", own.Named("generic").Title);
        Assert.Single(own.All, dialect => dialect.Name == "generic");
        var rule = Assert.Single(own.Named("mine").Time);
        Assert.Equal((TimeFormat.Jd, TimeStampPoint.End, "wrist watch"), (rule.Format, rule.Stamp, rule.Clock));
    }

    [Theory]
    [InlineData("name = x", ":1: 'title' is missing.")]
    [InlineData("name = x\ntitle = y\ncamra = []", ":3: 'camra' is not a setting. Did you mean 'camera'?")]
    [InlineData("name = x\ntitle = y\ncamera = [{ kee = A }]", ":3: 'camera[0].kee' is not a setting. Did you mean 'camera[0].key'?")]
    [InlineData("name = x\ntitle = y\ntime = [{ key = A, format = iso }]", ":3: 'time[0].format' must be one of calendar, mjd, jd but is 'iso'.")]
    [InlineData("name = x\ntitle = y\ntime = [{ format = mjd }]", ":3: 'time[0].key' is missing.")]
    [InlineData("name = x\ntitle = y\ncamera = [{ file-name = \"(\" }]", "'(' is not a regular expression: ")]
    public void A_dialect_that_does_not_fit_is_reported_with_its_place(string text, string sentence)
    {
        var path = Write("broken.conf", text);
        var fault = Assert.Throws<HoconException>(() => DialectCatalogue.Load([path]));
        Assert.StartsWith(path.Replace('\\', '/'), fault.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_header_however_odd_is_more_than_a_frame_without_facts()
    {
        string[] odd =
        [
            "", " ", "0", "-", "x", "NaN", "1e999", "-1", "99999999999999999999", "1e6", "79228162514264337593543950335", "-79228162514264337593543950335", "[,]", "[1,x]", "(", ":", "::", "99:99:99", "2024-02-30",
            "2024-01-01T99:99:99", "0001-01-01T00:00:00", "9999-12-31T23:59:60", "1972-01-01T00:00:00+14:00", "1972-01-05T00:00:00", "1971-12-31T23:59:60", "2016-12-31T23:59:60.999", "24:00:00", "\u0664\u0664", "é", "<b>", "../x",
            "41317.0", "2441317.5", "150000", "0x0", "64x64", "1,2", "1 2 3", "T", "bias flat dark",
        ];
        foreach (var dialect in Catalogue.All)
        {
            var keys = Keys(dialect).Distinct().ToList();
            foreach (var shift in Enumerable.Range(0, odd.Length))
            {
                var header = new FitsHeader();
                for (var i = 0; i < keys.Count; i++) header.Add(new(keys[i], i % 3 == 0 ? FitsValueKind.Number : FitsValueKind.Text, odd[(i + shift) % odd.Length], ""));
                Assert.Equal(dialect.Name, FrameFacts.Read(header, odd[shift], dialect).Dialect);
                var same = new FitsHeader();
                foreach (var key in keys) same.Add(new(key, FitsValueKind.Text, odd[shift], ""));
                var facts = FrameFacts.Read(same, "x.fits", dialect);
                Assert.True(facts.Camera.Length > 0 && facts.BinX > 0);
                Assert.NotNull(Catalogue.Choose("auto", same));
            }
        }
    }

    static IEnumerable<string> Keys(HeaderDialect dialect) =>
        new IEnumerable<string?>[]
        {
            dialect.Camera.Concat(dialect.Filter).Concat(dialect.Kind).Concat(dialect.Object).SelectMany(rule => new[] { rule.Key, rule.ItemOf }),
            dialect.Time.SelectMany(rule => new[] { rule.Key, rule.Date, rule.Fraction, rule.Quality }),
            dialect.Exposure.Concat(dialect.Gain).Concat(dialect.ReadNoise).Concat(dialect.DarkCurrent).Concat(dialect.Saturation).Concat(dialect.Airmass).Select(rule => rule.Key),
            dialect.Binning.SelectMany(rule => new[] { rule.Key, rule.X, rule.Y }),
            dialect.Position.SelectMany(rule => new[] { rule.Ra, rule.Dec }),
            dialect.Site.SelectMany(rule => new[] { rule.Longitude, rule.Latitude, rule.Height }),
        }.SelectMany(keys => keys).OfType<string>();

    static FrameFacts Read(FitsHeader header, string file) => FrameFacts.Read(header, file, Catalogue.Choose("auto", header));

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
