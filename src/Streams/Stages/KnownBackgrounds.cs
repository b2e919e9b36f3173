using Nocturne.Core.Background;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Backgrounds of the frames that are visited again: when the reference is sought, when it is stacked, when they are measured.</summary>
/// <remarks>Few enough are kept that they take little beside the frames. Safe for several threads; what is known decides about the speed only.</remarks>
public sealed class KnownBackgrounds
{
    /// <summary>Boxes of all meshes together; with its surfaces a mesh takes some ten numbers of double precision a box: 4 MB.</summary>
    const int MostBoxes = 50_000;

    readonly Lock gate = new();
    readonly Dictionary<string, (BackgroundMesh Mesh, QualityFlag Flags)> known = [];
    int boxes;

    /// <summary>Backgrounds that are known now.</summary>
    public int Count
    {
        get
        {
            lock (gate) return known.Count;
        }
    }

    /// <summary>The background of a frame, and what is known against it; null when it is not known.</summary>
    public (BackgroundMesh Mesh, QualityFlag Flags)? Find(FrameDescriptor frame)
    {
        lock (gate) return known.TryGetValue(frame.Id, out var found) ? found : null;
    }

    /// <summary>Keeps a background, where there is room.</summary>
    public void Keep(FrameDescriptor frame, BackgroundMesh mesh, QualityFlag flags)
    {
        lock (gate)
        {
            if (boxes + BoxesOf(mesh) <= MostBoxes && known.TryAdd(frame.Id, (mesh, flags))) boxes += BoxesOf(mesh);
        }
    }

    /// <summary>The frame will not be visited again.</summary>
    public void Forget(FrameDescriptor frame)
    {
        lock (gate)
        {
            if (known.Remove(frame.Id, out var gone)) boxes -= BoxesOf(gone.Mesh);
        }
    }

    static int BoxesOf(BackgroundMesh mesh) => mesh.Columns * mesh.Rows;
}
