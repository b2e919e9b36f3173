using System.Globalization;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Calibration;

/// <summary>Reads which pixels of a camera are bad: a FITS image in which they are not zero, or a list of places.</summary>
public static class BadPixelFile
{
    /// <summary>Reads a file.</summary>
    /// <remarks>A list has a line for each place: <c>x y</c>, or <c>x y width height</c> for a rectangle; the first pixel is 0 0; <c>*</c> instead of a
    /// number means the whole column or row; <c>#</c> begins a comment.</remarks>
    /// <param name="path">The file.</param>
    /// <param name="width">Width of the frames.</param>
    /// <param name="height">Height of the frames.</param>
    /// <param name="cut">First column and row of the frames in the mask, for frames that show a window of the chip.</param>
    /// <exception cref="FormatException">It is neither, or does not fit the frames; the sentence says why.</exception>
    /// <exception cref="FitsException">The image is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PixelList Read(string path, int width, int height, (int X, int Y) cut = default)
    {
        using var file = OpenIfFits(path);
        return file is null ? OfList(path, width, height, cut) : OfImage(file, width, height, cut);
    }

    static FitsFile? OpenIfFits(string path)
    {
        try
        {
            return FitsFile.Open(path);
        }
        catch (FitsException fault) when (fault.Fault == FitsFault.NotFits)
        {
            return null;
        }
    }

    static PixelList OfImage(FitsFile file, int width, int height, (int X, int Y) cut)
    {
        var image = file.Images.FirstOrDefault() ?? throw new FormatException($"{file.Name}: holds no image.");
        if (image.Width == width && image.Height == height) cut = default;
        if (image.Width < cut.X + width || image.Height < cut.Y + height)
            throw new FormatException($"{file.Name}: the mask has {image.Width} x {image.Height} pixels, the frames {width} x {height}: it is of another camera or binning.");
        var mask = image.ReadImage();
        var bad = new List<int>();
        for (var y = 0; y < height; y++)
        {
            var row = mask.Row(y + cut.Y).Slice(cut.X, width);
            for (var x = 0; x < width; x++)
            {
                if (row[x] != 0) bad.Add((y * width) + x);
            }
        }
        return PixelList.Of(bad);
    }

    static PixelList OfList(string path, int width, int height, (int X, int Y) cut)
    {
        var bad = new List<int>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var words = (comment < 0 ? line : line[..comment]).Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0) continue;
            if (Rectangle(words) is not { } area)
                throw new FormatException($"{path}:{number}: '{line.Trim()}' is no place. Write 'x y', or 'x y width height', with * for a whole column or row.");
            var (left, right) = area.X < 0 ? (0, width) : (area.X - cut.X, area.X - cut.X + area.Width);
            var (low, high) = area.Y < 0 ? (0, height) : (area.Y - cut.Y, area.Y - cut.Y + area.Height);
            for (var y = Math.Max(0, low); y < Math.Min(height, high); y++)
                for (var x = Math.Max(0, left); x < Math.Min(width, right); x++) bad.Add((y * width) + x);
        }
        return PixelList.Of(bad);
    }

    /// <summary>A place; -1 stands for all columns or rows.</summary>
    static (int X, int Y, int Width, int Height)? Rectangle(string[] words)
    {
        if (words.Length is not (2 or 4)) return null;
        var numbers = new int[4] { 0, 0, 1, 1 };
        for (var i = 0; i < words.Length; i++)
        {
            if (i < 2 && words[i] == "*") numbers[i] = -1;
            else if (!int.TryParse(words[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return null;
        }
        return (numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
