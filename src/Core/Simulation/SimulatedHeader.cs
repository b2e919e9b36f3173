using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Simulation;

/// <summary>Headers as OPTICAM writes them.</summary>
static class SimulatedHeader
{
    public static FitsHeader Science(SimulationPlan plan, FrameTruth truth)
    {
        var header = Camera(plan, truth.Band.Filter, truth.ExposureSeconds)
            .Set("RA", Sexagesimal(plan.Pointing.RightAscensionDegrees / 15, 2, signed: false), "right ascension [hours]")
            .Set("DEC", Sexagesimal(plan.Pointing.DeclinationDegrees, 1, signed: true), "declination [degrees]");
        if (truth.Bad != BadFrameKind.NoTime) SetTime(header, plan.TimeStyle, truth.UtcStart);
        var airmass = Airmass.Of(TimeScales.AddToUtc(truth.UtcStart, truth.ExposureSeconds / 2), plan.Pointing, plan.Observatory);
        if (double.IsFinite(airmass)) header.Set("AIRMASS", Math.Round(airmass, 5), "at mid-exposure");
        return header;
    }

    public static FitsHeader Calibration(SimulationPlan plan, string filter, string kind, double exposureSeconds, Mjd utc)
    {
        var header = Camera(plan, filter, exposureSeconds).Set("IMAGETYP", kind, "kind of frame");
        SetTime(header, plan.TimeStyle, utc);
        return header;
    }

    static FitsHeader Camera(SimulationPlan plan, string filter, double exposureSeconds) => new FitsHeader()
        .Set("INSTRUME", "OPTICAM", "simulated by Nocturne")
        .Set("FILTER", filter, "filter")
        .Set("BINNING", string.Create(CultureInfo.InvariantCulture, $"{plan.Binning}x{plan.Binning}"), "binning")
        .Set("GAIN", plan.Detector.Gain, "[e-/ADU]")
        .Set("EXPOSURE", exposureSeconds, "[s]")
        .Set("DARKCURR", plan.Detector.DarkCurrent, "dark current [e-/pixel/s]");

    static void SetTime(FitsHeader header, TimeStyle style, Mjd utc)
    {
        var iso = TimeScales.ToIso(utc);
        switch (style)
        {
            case TimeStyle.UniversalTime:
                header.Set("UT", iso.Replace('T', ' '), "start of exposure");
                break;
            case TimeStyle.GpsTime:
                header.Set("GPSTIME", iso.Replace('T', ' '), "start of exposure, UTC by GPS");
                break;
            default:
                header.Set("DATE-OBS", iso[..10], "UTC date of start of exposure").Set("UT", iso[11..], "start of exposure");
                break;
        }
    }

    static string Sexagesimal(double value, int decimals, bool signed)
    {
        var scale = (long)Math.Pow(10, decimals);
        var ticks = (long)Math.Round(Math.Abs(value) * 3600 * scale);
        var (seconds, fraction) = Math.DivRem(ticks, scale);
        var sign = !signed ? "" : value < 0 ? "-" : "+";
        var digits = fraction.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}.{digits}");
    }
}
