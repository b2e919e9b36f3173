using Nocturne.Runner.Reduction;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Forced;

/// <summary>Where the products of forced photometry lie in their folder: those of a night, and <c>images</c> with those of each image.</summary>
sealed class ForcedProducts(string folder)
{
    const string ImagesFolder = "images";

    public string Folder => folder;

    public string Page => Path.Combine(folder, ReportWriter.FileName);

    public string Images => Path.Combine(folder, ImagesFolder);

    /// <summary>Table of an image.</summary>
    public string TableOf(string image) => PathOf(image) + ".ecsv";

    /// <summary>What a program may want to know of an image.</summary>
    public string SummaryOf(string image) => PathOf(image) + ".json";

    /// <summary>The image's part of the page.</summary>
    public string SectionOf(string image) => PathOf(image) + ".section.html";

    /// <summary>Beginning of the names of an image's pictures.</summary>
    public string PicturesOf(string image) => PathOf(image);

    /// <summary>Removes what an earlier run has made, and nothing else.</summary>
    /// <exception cref="CommandException">Something cannot be removed.</exception>
    public void Clear()
    {
        NightFolder.Clear(folder);
        try
        {
            if (Directory.Exists(Images)) Directory.Delete(Images, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.OutputFailed, $"{folder}: the earlier results cannot be removed: {fault.Message}", fault);
        }
    }

    // The extension stays: two images may differ in nothing else.
    string PathOf(string image) => Path.Combine(Images, PortableName.Of(image));
}
