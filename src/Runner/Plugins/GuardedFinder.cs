using Nocturne.Core.Detection;
using Nocturne.Core.Imaging;

namespace Nocturne.Runner.Plugins;

/// <summary>A finder of somebody else: when it fails, the catalogue is made with our own.</summary>
sealed class GuardedFinder(ISourceFinder plugin, PluginJournal journal) : ISourceFinder
{
    public IReadOnlyList<DetectedSource> Find(ImageView stack, double threshold, SegmentationOptions options)
    {
        try
        {
            return plugin.Find(stack, threshold, options);
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            return SegmentationFinder.Find(stack, default, threshold, options);
        }
    }
}
