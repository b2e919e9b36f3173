using Nocturne.Core.Background;
using Nocturne.Core.Photometry;

namespace Nocturne.Streams.Stages;

/// <summary>The level or the noise of a background mesh, in the form in which photometers ask for it.</summary>
sealed class BackgroundField(BackgroundMesh mesh, bool rms) : IPixelField
{
    public void Read(int x, int y, Span<double> values)
    {
        if (rms) mesh.RmsRow(y, values, x);
        else mesh.LevelRow(y, values, x);
    }
}
