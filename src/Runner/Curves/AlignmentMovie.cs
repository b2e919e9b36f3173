using System.Globalization;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Plots;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Curves;

/// <summary>The frames of a band one after another, with the stars where the alignment puts them.</summary>
static class AlignmentMovie
{
    const int MillisecondsPerFrame = 200;

    /// <summary>Side of the pictures, about [pixels].</summary>
    const int Side = 512;

    /// <summary>Writes the movie as an animated PNG.</summary>
    /// <param name="night">The night.</param>
    /// <param name="band">The band.</param>
    /// <param name="files">Where the frames are.</param>
    /// <param name="mostFrames">Of a longer night every second, third, … frame is shown.</param>
    /// <param name="path">The file.</param>
    /// <returns>How many frames are shown; zero when there is no file.</returns>
    public static int Write(NightReader night, BandKey band, FrameFiles files, int mostFrames, string path)
    {
        if (night.LoadCatalogue(band) is not { } catalogue) return 0;
        var all = night.Frames(band).Where(frame => frame.State != FrameState.Rejected).ToList();
        var pictures = new List<byte[]>();
        (int, int)? size = null;
        foreach (var frame in PlotScale.Thinned(all, mostFrames))
        {
            // Frames of other sizes cannot be shown in the same picture.
            if (files.Read(frame) is not { } image || (size ??= (image.Width, image.Height)) != (image.Width, image.Height)) continue;
            pictures.Add(Picture(catalogue, frame, image));
        }

        if (pictures.Count > 0) AtomicFile.Write(path, file => file.Write(stream => AnimatedPng.Write(stream, pictures, MillisecondsPerFrame)));
        return pictures.Count;
    }

    static byte[] Picture(SourceCatalogue catalogue, FrameRecord frame, Image image)
    {
        var what = frame.Id == catalogue.ReferenceFrame ? "reference" : frame.Transform is not null ? "aligned" : "not aligned";
        var places = frame.Transform is { } map ? catalogue.Sources.Select(star => (star.Number, map.Apply(star.X, star.Y))).Select(star => (star.Number, star.Item2.X, star.Item2.Y)).ToArray() : [];
        var title = string.Create(CultureInfo.InvariantCulture, $"{frame.Band}  {(frame.MidUtc is { } mid ? mid.ToString().Replace('T', ' ')[..19] : "")}  {what}");
        return ImagePlots.Frame(image, places, 5 * catalogue.PsfSemiMajorSigma, title, frame.Transform is null ? Ink.Accent : BandInk.Of(frame.Band), Side);
    }
}
