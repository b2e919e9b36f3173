using System.Text;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Curves;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>Writes the report of a night: one HTML file that opens without a network.</summary>
public static class ReportWriter
{
    /// <summary>Name of the report in the night's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Writes the report with the stacked images in the folder's <c>stacks</c>.</summary>
    /// <param name="night">The night.</param>
    /// <param name="folder">The night's folder.</param>
    /// <returns>Path of the report.</returns>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static string Write(NightReader night, string folder) => Write(night, folder, band => StackIn(folder, band), ReportResources.Embedded);

    /// <summary>The same, with pictures that need the frames themselves.</summary>
    /// <param name="night">The night.</param>
    /// <param name="folder">The night's folder.</param>
    /// <param name="frames">Folder of the frames that the night was reduced from.</param>
    /// <returns>Path of the report.</returns>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static string Write(NightReader night, string folder, string frames) =>
        Write(night, folder, band => StackIn(folder, band), ReportResources.Embedded, new FrameFiles(night, frames));

    /// <summary>Writes the report with stacked images from anywhere.</summary>
    /// <param name="night">The night.</param>
    /// <param name="folder">The folder to write to.</param>
    /// <param name="stacks">Gives the stacked image of a band; null when there is none.</param>
    /// <param name="resources">Style, scripts and the chart library.</param>
    /// <returns>Path of the report.</returns>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public static string Write(NightReader night, string folder, Func<BandKey, Image?> stacks, ReportResources resources) => Write(night, folder, stacks, resources, null);

    static string Write(NightReader night, string folder, Func<BandKey, Image?> stacks, ReportResources resources, FrameFiles? frames)
    {
        ArgumentNullException.ThrowIfNull(night);
        ArgumentNullException.ThrowIfNull(stacks);
        ArgumentNullException.ThrowIfNull(resources);
        var bands = night.Bands.Select(band => new BandReport(night, band)).ToList();
        var path = Path.Combine(folder, FileName);
        AtomicFile.Write(path, file => file.Write(stream =>
        {
            using var page = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
            new ReportPage(night, bands, stacks, resources, page, frames).Write();
        }));
        return path;
    }

    /// <summary>Where a band's stacked image is kept, relative to the night's folder.</summary>
    public static string StackPathOf(BandKey band) => Path.Combine("stacks", PortableName.Of(band) + ".fits");

    /// <summary>A band's stacked image; null when it cannot be had.</summary>
    internal static Image? StackIn(string folder, BandKey band)
    {
        var path = Path.Combine(folder, StackPathOf(band));
        if (!File.Exists(path)) return null;
        try
        {
            using var file = FitsFile.Open(path);
            return file.Images.FirstOrDefault()?.ReadImage();
        }
        catch (Exception exception) when (exception is FitsException or IOException or UnauthorizedAccessException)
        {
            // The report is worth having without one picture; the figure says that it is not there.
            return null;
        }
    }
}
