using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Runner.Plugins;

/// <summary>A background of somebody else: where it fails, it knows nothing, and our own takes its place in that frame.</summary>
sealed class GuardedBackground(IFrameBackground plugin, PluginJournal journal) : IFrameBackground
{
    public void Estimate(ImageView frame, ReadOnlySpan<bool> mask, MeshBoxes boxes, Span<double> level, Span<double> rms)
    {
        try
        {
            plugin.Estimate(frame, mask, boxes, level, rms);
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            level.Fill(double.NaN);
            rms.Fill(double.NaN);
        }
    }
}
