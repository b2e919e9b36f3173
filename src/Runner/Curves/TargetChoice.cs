using System.Globalization;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;
using Nocturne.Runner.Report;

namespace Nocturne.Runner.Curves;

/// <summary>Which star is meant: by number, by its place in the reference frame, or by its place in the sky.</summary>
/// <param name="Number">Number in the catalogue; null when it is told by its place.</param>
/// <param name="At">Pixels of the reference frame of the first band that is asked for.</param>
/// <param name="Sky">Right ascension and declination [degrees].</param>
/// <param name="WcsFile">Image with the coordinate system of the reference frame; null for the stacked image of the night.</param>
sealed record TargetChoice(int? Number, (double X, double Y)? At, (double RightAscension, double Declination)? Sky, string? WcsFile)
{
    /// <summary>How far a star may be from where it is said to be, in widths of the stars.</summary>
    const double ReachInSigmas = 5;

    /// <summary>The number of the star.</summary>
    /// <param name="band">The first band that is asked for: its pixels are meant.</param>
    /// <param name="night">The night.</param>
    /// <exception cref="CommandException">There is no star, or the sky is not known.</exception>
    public int In(BandCurves band, NightCurves night)
    {
        if (Number is { } number) return number;
        var (x, y) = At ?? Place(band, night);
        if (band.Catalogue is not { Sources.Count: > 0 } catalogue) throw new CommandException(ExitCode.UnusableInput, $"Band {band.Band} has no catalogue to look for a star in; name the star with --target.");
        var nearest = catalogue.Sources.MinBy(star => double.Hypot(star.X - x, star.Y - y))!;
        var distance = double.Hypot(nearest.X - x, nearest.Y - y);
        if (distance <= Math.Max(3, ReachInSigmas * catalogue.PsfSemiMajorSigma)) return nearest.Number;
        throw new CommandException(ExitCode.UnusableInput, string.Create(
            CultureInfo.InvariantCulture,
            $"There is no star at ({x:0.0}, {y:0.0}) of band {band.Band}: the nearest, star {nearest.Number} at ({nearest.X:0.0}, {nearest.Y:0.0}), is {distance:0.0} pixels away. Faint stars can be had with --set catalogue.max-sources=50."));
    }

    (double X, double Y) Place(BandCurves band, NightCurves night)
    {
        var (right, declination) = Sky ?? throw new CommandException(ExitCode.Usage, "Say which star: --target N, --at X,Y or --sky RA,DEC.");
        var path = WcsFile ?? Path.Combine(night.Name, ReportWriter.StackPathOf(band.Band));
        try
        {
            using var file = FitsFile.Open(path);
            var image = file.Images.FirstOrDefault() ?? throw new WcsException($"{path}: there is no image.");
            var pixel = FitsWcsReader.Read(image.Header, image.Width, image.Height, path).ToPixel(new(right, declination));
            return (pixel.X, pixel.Y);
        }
        catch (Exception exception) when (exception is WcsException or FitsException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, string.Create(
                CultureInfo.InvariantCulture, $"The place of ({right:0.#####}, {declination:0.#####}) is not known: {exception.Message} Name an image of the reference frame that has a coordinate system with --wcs FILE, or the star with --target or --at."), exception);
        }
    }
}
