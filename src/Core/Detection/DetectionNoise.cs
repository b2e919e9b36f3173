using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Detection;

/// <summary>
/// The noise against which sources are looked for: none (thresholds are then in ADU), the same everywhere, or one value per pixel.
/// </summary>
public readonly ref struct DetectionNoise
{
    DetectionNoise(double rms, ImageView map, BackgroundMesh? mesh)
    {
        Rms = rms;
        Map = map;
        Mesh = mesh;
    }

    /// <summary>No noise is known; thresholds are in ADU.</summary>
    public static DetectionNoise Unknown => default;

    /// <summary>Rms of all pixels [ADU]; zero when it differs from pixel to pixel or is not known.</summary>
    internal double Rms { get; }

    internal ImageView Map { get; }

    internal BackgroundMesh? Mesh { get; }

    /// <summary>One value per pixel.</summary>
    internal bool IsMap => Mesh is not null || !Map.Pixels.IsEmpty;

    /// <summary>The same rms everywhere [ADU].</summary>
    /// <exception cref="ArgumentException">It is not positive.</exception>
    public static DetectionNoise Uniform(double rms) =>
        rms > 0 && double.IsFinite(rms) ? new(rms, default, null) : throw new ArgumentException($"A noise of {rms} cannot be a measure; it must be positive.", nameof(rms));

    /// <summary>An image of the rms of each pixel [ADU]; where it is not positive the pixel is left out.</summary>
    public static DetectionNoise OfImage(ImageView rms) => new(0, rms, null);

    /// <summary>The rms of a measured background, computed row by row.</summary>
    public static DetectionNoise OfBackground(BackgroundMesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return new(0, default, mesh);
    }

    internal void Row(int y, Span<float> destination)
    {
        if (Mesh is not null) Mesh.RmsRow(y, destination);
        else Map.Row(y).CopyTo(destination);
    }
}
