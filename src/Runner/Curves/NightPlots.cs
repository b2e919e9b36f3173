using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Plots;
using Nocturne.Runner.Report;
using Nocturne.Streams.Export;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Curves;

/// <summary>The pictures of a night as a whole, as PNG files: catalogue, background, growth curves, cuts, noise, cadence, conditions, movie.</summary>
sealed class NightPlots(string folder, string photometer, IReadOnlyList<BandKey> bands, int? target, string? root, string destination)
{
    const double Width = 900, Height = 560;

    /// <summary>Frames of a band that plots are made of at most.</summary>
    const int MostFrames = 20_000;

    /// <summary>Frames of a movie at most.</summary>
    const int MostPictures = 60;

    readonly List<string> written = [];

    /// <summary>Kinds of pictures.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["catalogue", "background", "growth", "psf", "snr", "noise", "rms-flux", "cadence", "systematics", "movie"];

    /// <summary>The files that were written, and sentences on those that could not be.</summary>
    public IReadOnlyList<string> Written => written;

    public List<string> Remarks { get; } = [];

    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public void Write(IReadOnlyCollection<string> kinds)
    {
        using var night = NightReader.Open(folder);
        var frames = root is null ? null : new FrameFiles(night, root);
        foreach (var band in bands)
        {
            var curves = kinds.Any(kind => kind is "noise" or "rms-flux" or "snr") ? BandCurves.Read(night, band, photometer, MostFrames) : null;
            WriteStars(night, band, frames, kinds);
            if (curves is not null)
            {
                var noise = BandNoise.Of(curves);
                if (kinds.Contains("noise")) Plot($"{PortableName.Of(band)}_noise", canvas => DiagnosticPlots.Noise(canvas, band, noise));
                if (kinds.Contains("rms-flux")) Plot($"{PortableName.Of(band)}_rms-flux", canvas => DiagnosticPlots.RmsFlux(canvas, band, noise));
                if (kinds.Contains("snr")) Plot($"{PortableName.Of(band)}_snr", canvas => DiagnosticPlots.SignalToNoise(canvas, band, noise));
            }
        }

        if (kinds.Contains("cadence")) Plot("cadence", canvas => DiagnosticPlots.Cadence(canvas, NightConditions.Times(night, bands)), height: 800);
        if (kinds.Contains("systematics")) Plot("systematics", canvas => DiagnosticPlots.Systematics(canvas, NightConditions.Of(night, bands), NightConditions.Labels), height: 1500);
    }

    void WriteStars(NightReader night, BandKey band, FrameFiles? frames, IReadOnlyCollection<string> kinds)
    {
        if (night.LoadCatalogue(band) is not { } catalogue) return;
        var name = PortableName.Of(band);
        if (kinds.Any(kind => kind is "catalogue" or "growth" or "psf") && Stack(band) is { } stack)
        {
            if (kinds.Contains("catalogue")) Save($"{name}_catalogue", ImagePlots.Catalogue(band, catalogue, stack, target).Picture);
            if (kinds.Contains("growth")) Plot($"{name}_growth", canvas => StarPlots.Growth(canvas, band, catalogue, stack));
            if (kinds.Contains("psf"))
                foreach (var number in target is { } one ? [one] : catalogue.Sources.Take(3).Select(star => star.Number)) Plot($"{name}_psf_star_{number}", canvas => StarPlots.Cuts(canvas, band, catalogue, stack, number), width: 1300);
        }

        if (frames is null) return;
        if (kinds.Contains("background"))
        {
            if (night.Frames(band).FirstOrDefault(frame => frame.Id == catalogue.ReferenceFrame) is { } reference && frames.Read(reference) is { } image) Save($"{name}_background", ImagePlots.Background(band, image, frames.MeshOf(reference, image)).Picture);
            else Remarks.Add($"{band}: the reference frame cannot be read in {frames.Root}; there is no picture of its background.");
        }

        if (!kinds.Contains("movie")) return;
        var path = Path.Combine(destination, $"{name}_frames.png");
        if (AlignmentMovie.Write(night, band, frames, MostPictures, path) > 0) written.Add(path);
        else Remarks.Add($"{band}: no frame could be read in {frames.Root}; there is no movie.");
    }

    Image? Stack(BandKey band)
    {
        var path = Path.Combine(folder, ReportWriter.StackPathOf(band));
        try
        {
            using var file = FitsFile.Open(path);
            return file.Images.FirstOrDefault()?.ReadImage();
        }
        catch (Exception exception) when (exception is FitsException or IOException or UnauthorizedAccessException)
        {
            Remarks.Add($"{band}: the stacked image {path} cannot be read; its pictures are left out.");
            return null;
        }
    }

    void Plot(string name, Func<IPlotCanvas, string?> draw, double width = Width, double height = Height)
    {
        var canvas = new PictureCanvas(width, height);
        if (draw(canvas) is not null) Save(name, canvas);
    }

    void Save(string name, PictureCanvas canvas)
    {
        var path = Path.Combine(destination, name + ".png");
        AtomicFile.Write(path, file => file.Write(canvas.Png()));
        written.Add(path);
    }
}
