using Nocturne.Streams.Export;
using Number = Nocturne.Streams.Export.RowColumn<Nocturne.Streams.Forced.ForcedRow>.Number;
using Whole = Nocturne.Streams.Export.RowColumn<Nocturne.Streams.Forced.ForcedRow>.Whole;
using Words = Nocturne.Streams.Export.RowColumn<Nocturne.Streams.Forced.ForcedRow>.Words;

namespace Nocturne.Streams.Forced;

/// <summary>The columns of the tables of forced photometry: everything that was measured.</summary>
static class ForcedColumns
{
    /// <summary>Characters of a filter's name in FITS tables; no filter of any telescope has a longer one.</summary>
    const int LongestFilter = 24;

    /// <summary>The columns.</summary>
    /// <param name="longestName">Characters of the longest name in the catalogue.</param>
    /// <param name="longestFile">Characters of the longest file name.</param>
    public static IReadOnlyList<RowColumn<ForcedRow>> All(int longestName, int longestFile) =>
    [
        new Whole("source", "Row of the catalogue, counted from 1.", row => row.Measurement.Target.CatalogueRow + 1),
        new Words("name", "Name in the catalogue.", row => row.Measurement.Target.Name, longestName),
        new Words("type", "star, or galaxy.", row => row.Measurement.Target.IsStar ? "star" : "galaxy", "galaxy".Length),
        new Number("ra", "deg", "Right ascension of the catalogue.", row => row.Measurement.Target.Sky.RightAscension),
        new Number("dec", "deg", "Declination of the catalogue.", row => row.Measurement.Target.Sky.Declination),
        new Number("x", "pix", "Position in the image by its coordinate system; the centre of the first pixel is 0.", row => row.Measurement.Target.Pixel.X),
        new Number("y", "pix", "Position in the image by its coordinate system; the centre of the first pixel is 0.", row => row.Measurement.Target.Pixel.Y),
        new Number("sum", null, "Sum in the aperture, background included, in the unit of the image.", row => row.Measurement.Aperture.Sum),
        new Number("sum_err", null, "Standard deviation of the sum by the errors of the image.", row => row.Measurement.Aperture.Error),
        new Number("sum_aper_area", "pix", "Area of the pixels that were summed.", row => row.Measurement.Aperture.UsedArea),
        new Whole("center_aper_npix", "Pixels that were summed and have their centre in the aperture.", row => row.Measurement.Aperture.CenterCount),
        new Number("xcentroid", "pix", "First moment of those pixels.", row => row.Measurement.Aperture.XCentroid),
        new Number("ycentroid", "pix", "First moment of those pixels.", row => row.Measurement.Aperture.YCentroid),
        new Number("bkg_median", null, "Median of the clipped annulus, per pixel.", row => row.Measurement.Sky.Median),
        new Number("bkg_mean", null, "Mean of the clipped annulus, per pixel.", row => row.Measurement.Sky.Mean),
        new Number("bkg_std", null, "Standard deviation of the clipped annulus, per pixel.", row => row.Measurement.Sky.Deviation),
        new Whole("bkg_npix", "Pixels of the clipped annulus.", row => row.Measurement.Sky.Count),
        new Number("net", null, "Sum without background, which is the median times the area of the circle.", row => row.Measurement.Net),
        new Number("net_err", null, "Standard deviation of net, background included.", row => row.Measurement.NetError),
        new Number("net_masked_area", null, "Sum without background, which is the median times the area of the pixels that were summed.", row => row.Measurement.NetOfUsedArea),
        new Number("flux_jy_no_ee", "Jy", "Flux in the aperture.", row => row.Measurement.FluxUncorrected),
        new Number("flux_jy", "Jy", "Flux of a point source, by the share of its light in the aperture; negative values are kept.", row => row.Measurement.Flux),
        new Number("flux_jy_err", "Jy", "Random standard deviation of the flux.", row => row.Measurement.FluxError),
        new Number("flux_maggies", null, "Flux in units of 3631 Jy.", row => row.Measurement.Maggies),
        new Number("abmag", "mag", "AB magnitude; nan where the flux is not positive.", row => row.Measurement.Magnitude),
        new Number("abmag_err", "mag", "Random standard deviation of the magnitude.", row => row.Measurement.MagnitudeError),
        new Number("catalog_abmag", "mag", "AB magnitude of the catalogue.", row => row.Measurement.Target.CatalogueMagnitude),
        new Number("offset", "mag", "Magnitude of the catalogue minus the measured one.", row => row.Measurement.Offset),
        new Number("snr", null, "Net over its standard deviation.", row => row.Measurement.SignalToNoise),
        new Number("dq", null, "All flag bits of the image that occur in the aperture.", row => row.Measurement.Aperture.QualityBits),
        new Whole("flags", "What is known against the measurement, a sum of bits; 0 is good.", row => (int)row.Measurement.Flags),
        new Words("filter", "Filter of the image.", row => Shortened(row.Frame.Image!.Filter), LongestFilter),
        new Number("mjd_utc_mid", "d", "Middle of the exposure, MJD, UTC.", row => row.Frame.Image!.Middle?.ToDouble() ?? double.NaN),
        new Words("image", "File of the image.", row => row.Frame.File.Name, longestFile),
    ];

    static string Shortened(string filter) => filter.Length <= LongestFilter ? filter : filter[..LongestFilter];
}
