using Nocturne.Core.Background;

namespace Nocturne.Core.Photometry;

/// <summary>The level or the scatter of a background mesh, computed where it is asked for.</summary>
public sealed class BackgroundMeshField : IPixelField
{
    readonly BackgroundMesh mesh;
    readonly bool rms;

    BackgroundMeshField(BackgroundMesh mesh, bool rms)
    {
        this.mesh = mesh;
        this.rms = rms;
    }

    public static BackgroundMeshField Level(BackgroundMesh mesh) => new(mesh, rms: false);

    public static BackgroundMeshField Rms(BackgroundMesh mesh) => new(mesh, rms: true);

    /// <inheritdoc/>
    public void Read(int x, int y, Span<double> values)
    {
        if (rms) mesh.RmsRow(y, values, x);
        else mesh.LevelRow(y, values, x);
    }
}
