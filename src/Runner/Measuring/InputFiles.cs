using System.Globalization;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Tables;

namespace Nocturne.Runner.Measuring;

/// <summary>Opens the files that options name, and says in a sentence why one cannot be used.</summary>
static class InputFiles
{
    /// <summary>An image of a FITS file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hdu">Number of the unit from 0, or its EXTNAME; none means the first with an image.</param>
    /// <param name="plane">Plane of a cube, from 0.</param>
    public static Frame Frame(string path, string? hdu, int plane) => Opened(path, name =>
    {
        using var file = FitsFile.Open(name);
        var unit = hdu is null ? file.Images.FirstOrDefault() : file.Hdus.FirstOrDefault(other => IsNamed(other, hdu));
        if (unit is not FitsImageHdu { Width: > 0, Height: > 0 } image)
            throw new CommandException(ExitCode.UnusableInput, $"{path}: {(hdu is null ? "there is no image in this file" : $"unit '{hdu}' is not there or holds no image")}.");
        if (plane < 0 || plane >= image.PlaneCount)
            throw new CommandException(ExitCode.Usage, $"--plane {plane}: {path} has {image.PlaneCount} planes, counted from 0.");
        return new Frame(path, image.ReadImage(plane), image.Header.GetString("BUNIT")?.Trim());
    });

    /// <summary>An image of the size of the frame: mask, labels.</summary>
    public static Image Beside(Frame frame, string option, string path)
    {
        var other = Frame(path, null, 0);
        return other.Image.Width == frame.Image.Width && other.Image.Height == frame.Image.Height
            ? other.Image
            : throw new CommandException(ExitCode.UnusableInput, $"{option} {path}: {other.Image.Width} x {other.Image.Height} pixels, but the image has {frame.Image.Width} x {frame.Image.Height}.");
    }

    /// <summary>A mask: what is not zero is bad.</summary>
    public static bool[]? Mask(Frame frame, string? path)
    {
        if (path is null) return null;
        var pixels = Beside(frame, "--mask", path).Pixels;
        var mask = new bool[pixels.Length];
        for (var p = 0; p < mask.Length; p++) mask[p] = pixels[p] != 0;
        return mask;
    }

    /// <summary>A number for all pixels, or an image in the unit of the frame.</summary>
    public static IPixelField? Field(Frame frame, string option, string? text)
    {
        if (text is null) return null;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var number))
            return double.IsFinite(number) ? new ConstantField(number) : throw new CommandException(ExitCode.Usage, $"{option} {text}: give a finite number or an image.");
        var image = Beside(frame, option, text);
        var unit = Frame(text, null, 0).Unit;
        if (unit is { Length: > 0 } && frame.Unit is { Length: > 0 } && !unit.Equals(frame.Unit, StringComparison.OrdinalIgnoreCase))
            throw new CommandException(ExitCode.UnusableInput, $"{option} {text}: is in '{unit}' (BUNIT), but the image {frame.Path} in '{frame.Unit}'; bring both to one unit.");
        return new ImageField(image);
    }

    /// <summary>A PSF model of a PSFEx file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="asWritten">Whether positions are taken from 0 as the peers take them.</param>
    public static PsfModel? Psf(string? path, bool asWritten) => path is null ? null : Opened(path, name => PsfexFile.Read(name, asWritten));

    public static Table Table(string path) => Opened(path, TableReader.Open);

    static bool IsNamed(FitsHdu unit, string hdu) =>
        int.TryParse(hdu, CultureInfo.InvariantCulture, out var number) ? unit.Index == number : unit.ExtensionName.Equals(hdu, StringComparison.OrdinalIgnoreCase);

    static T Opened<T>(string path, Func<string, T> open)
    {
        if (!File.Exists(path)) throw new CommandException(ExitCode.UnusableInput, $"{path}: there is no such file.");
        try
        {
            return open(path);
        }
        catch (Exception fault) when (fault is FitsException or TableException)
        {
            throw new CommandException(ExitCode.UnusableInput, fault.Message, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCode.UnusableInput, $"{path}: {fault.Message}", fault);
        }
    }
}
