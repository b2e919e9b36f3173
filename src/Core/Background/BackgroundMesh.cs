using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>
/// The background of one frame: a small mesh and the surfaces through it. Level and rms are computed where they are asked for; nothing
/// here is as large as the frame.
/// </summary>
/// <remarks>Immutable, and therefore safe to read from several threads.</remarks>
public sealed class BackgroundMesh
{
    readonly MeshGrid level;
    readonly MeshGrid rms;
    readonly MeshStatus[] status;
    readonly MeshSurface levels;
    readonly MeshSurface scatters;

    internal BackgroundMesh(int width, int height, MeshGrid level, MeshGrid rms, MeshStatus[] status, SplineAxis xAxis, SplineAxis yAxis, BackgroundEstimator rule)
    {
        (Width, Height, this.level, this.rms, this.status) = (width, height, level, rms, status);
        levels = new(level, xAxis, yAxis, limit: rule == BackgroundEstimator.Photutils);
        // Only the tables of others ask for an rms beyond what was measured anywhere.
        scatters = new(rms, xAxis, yAxis, limit: rule != BackgroundEstimator.Classic);
        GlobalLevel = level.Median();
        GlobalRms = rms.Median();
        if (!(GlobalRms <= 0)) return;
        var positive = rms.Values.Where(value => value > 0).ToArray();
        GlobalRms = positive.Length > 0 ? Selection.Median(positive) : rule == BackgroundEstimator.Classic ? 1 : 0;
    }

    /// <summary>Width of the frame [pixels].</summary>
    public int Width { get; }

    /// <summary>Height of the frame [pixels].</summary>
    public int Height { get; }

    /// <summary>Boxes along x.</summary>
    public int Columns => level.Columns;

    /// <summary>Boxes along y.</summary>
    public int Rows => level.Rows;

    /// <summary>Median of the filtered mesh [ADU].</summary>
    public double GlobalLevel { get; }

    /// <summary>Median of the filtered rms mesh [ADU].</summary>
    public double GlobalRms { get; }

    /// <summary>
    /// No pixel of the frame could be used: all values are those of nothing (not a number, or 0 and 1 with the classic estimator).
    /// </summary>
    public bool IsEmpty => status[0] == MeshStatus.Empty;

    /// <summary>Filtered level of each box [ADU], row by row.</summary>
    public ReadOnlySpan<double> LevelMesh => level.Values;

    /// <summary>Filtered rms of each box [ADU], row by row.</summary>
    public ReadOnlySpan<double> RmsMesh => rms.Values;

    /// <summary>How each box got its value, row by row.</summary>
    public ReadOnlySpan<MeshStatus> Status => status;

    /// <summary>Sky level at a place [ADU].</summary>
    public double LevelAt(double x, double y) => levels.At(x, y);

    /// <summary>Sky rms at a place [ADU].</summary>
    public double RmsAt(double x, double y) => scatters.At(x, y);

    /// <summary>Sky level along row <paramref name="y"/>, from pixel 0 or from <paramref name="x"/> [ADU].</summary>
    public void LevelRow(int y, Span<float> destination, int x = 0) => levels.Row(x, y, destination);

    /// <inheritdoc cref="LevelRow(int, Span{float}, int)"/>
    public void LevelRow(int y, Span<double> destination, int x = 0) => levels.Row(x, y, destination);

    /// <summary>Sky rms along row <paramref name="y"/>, from pixel 0 or from <paramref name="x"/> [ADU].</summary>
    public void RmsRow(int y, Span<float> destination, int x = 0) => scatters.Row(x, y, destination);

    /// <inheritdoc cref="RmsRow(int, Span{float}, int)"/>
    public void RmsRow(int y, Span<double> destination, int x = 0) => scatters.Row(x, y, destination);

    /// <summary>Sky level of a cut-out whose first pixel is (x, y), row by row [ADU].</summary>
    public void LevelCutout(int x, int y, int width, int height, Span<float> destination)
    {
        for (var row = 0; row < height; row++) levels.Row(x, y + row, destination.Slice(row * width, width));
    }

    /// <summary>Sky rms of a cut-out whose first pixel is (x, y), row by row [ADU].</summary>
    public void RmsCutout(int x, int y, int width, int height, Span<float> destination)
    {
        for (var row = 0; row < height; row++) scatters.Row(x, y + row, destination.Slice(row * width, width));
    }

    /// <summary>
    /// Takes the sky from an image of the size of the frame; <paramref name="destination"/> may be the image's own pixels.
    /// </summary>
    /// <exception cref="ArgumentException">The image is not of the size of the frame, or the destination is shorter.</exception>
    public void Subtract(ImageView image, Span<float> destination)
    {
        if (image.Width != Width || image.Height != Height)
            throw new ArgumentException($"The background is of a frame of {Width} x {Height} pixels, the image has {image.Width} x {image.Height}.", nameof(image));
        if (destination.Length < image.Pixels.Length)
            throw new ArgumentException($"The result needs {image.Pixels.Length} pixels but got {destination.Length}.", nameof(destination));
        for (var y = 0; y < Height; y++) SubtractRow(y, image.Row(y), destination.Slice(y * Width, Width));
    }

    /// <summary>
    /// Takes the sky from pixels of row <paramref name="y"/>, the first of which is at <paramref name="x"/>; <paramref
    /// name="destination"/> may be the pixels themselves.
    /// </summary>
    /// <exception cref="ArgumentException">The destination is shorter than the pixels.</exception>
    public void SubtractRow(int y, ReadOnlySpan<float> pixels, Span<float> destination, int x = 0)
    {
        if (destination.Length < pixels.Length)
            throw new ArgumentException($"The result needs {pixels.Length} pixels but got {destination.Length}.", nameof(destination));
        levels.SubtractRow(x, y, pixels, destination);
    }

    /// <summary>A multiple of the sky rms along row <paramref name="y"/> [ADU].</summary>
    internal void ThresholdRow(int y, float sigmas, Span<float> destination) => scatters.Row(0, y, destination, sigmas);
}
