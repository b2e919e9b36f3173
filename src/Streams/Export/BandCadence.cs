using Nocturne.Core.Astrometry;
using Nocturne.Core.Photometry;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>How often the cameras of a night expose.</summary>
public static class BandCadence
{
    /// <summary>Median time between a band's frames [s]; NaN for fewer than two.</summary>
    public static double Of(NightReader night, BandKey band)
    {
        ArgumentNullException.ThrowIfNull(night);
        var gaps = new List<double>();
        Mjd? last = null;
        foreach (var mid in night.Frames(band).Select(frame => frame.MidUtc).OfType<Mjd>().Order())
        {
            if (last is { } before && mid.SecondsSince(before) is > 0 and var gap) gaps.Add(gap);
            last = mid;
        }
        return gaps.Count > 0 ? SigmaClip.Median([.. gaps]) : double.NaN;
    }

    /// <summary>Half of the shortest cadence of some bands: farther apart, two exposures do not belong together. A second when no cadence is known.</summary>
    public static TimeSpan Together(NightReader night, IEnumerable<BandKey> bands)
    {
        var shortest = bands.Select(band => Of(night, band)).Where(double.IsFinite).DefaultIfEmpty(2).Min();
        return TimeSpan.FromSeconds(shortest / 2);
    }
}
