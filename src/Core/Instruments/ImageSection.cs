using System.Globalization;

namespace Nocturne.Core.Instruments;

/// <summary>A part of an image as headers write it: <c>[x1:x2,y1:y2]</c>, counted from 1, both ends included; the other way round means that it was read backwards.</summary>
/// <param name="X">First column, from 0: the smaller one.</param>
/// <param name="Y">First row, from 0.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct ImageSection(int X, int Y, int Width, int Height)
{
    /// <summary>Whether columns run backwards.</summary>
    public bool FlippedX { get; init; }

    /// <summary>Whether rows run backwards.</summary>
    public bool FlippedY { get; init; }

    public int Right => X + Width;

    public int Top => Y + Height;

    /// <summary>Reads a section; anything else ("UNKNOWN", an empty text) is none.</summary>
    public static ImageSection? Parse(string? text)
    {
        if (text is null || text.Trim() is not ['[', .., ']'] trimmed) return null;
        var axes = trimmed[1..^1].Split(',');
        return axes.Length == 2 && Range(axes[0]) is { } x && Range(axes[1]) is { } y
            ? new(x.First, y.First, x.Length, y.Length) { FlippedX = x.Flipped, FlippedY = y.Flipped } : null;
    }

    /// <summary>Whether it lies within an image.</summary>
    public bool IsWithin(int width, int height) => X >= 0 && Y >= 0 && Right <= width && Top <= height;

    /// <summary>Whether two sections share a pixel.</summary>
    public bool Overlaps(ImageSection other) => X < other.Right && other.X < Right && Y < other.Top && other.Y < Top;

    static (int First, int Length, bool Flipped)? Range(string text)
    {
        var ends = text.Split(':');
        if (ends.Length != 2 || !int.TryParse(ends[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(ends[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var to) || from < 1 || to < 1) return null;
        return (Math.Min(from, to) - 1, Math.Abs(to - from) + 1, to < from);
    }
}
