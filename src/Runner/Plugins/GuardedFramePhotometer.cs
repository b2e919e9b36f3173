using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Plugins;

/// <summary>A photometer of somebody else that measures all sources of a frame together: where it fails, all of them are flagged.</summary>
sealed class GuardedFramePhotometer(IFramePhotometer plugin, PluginJournal journal) : IFramePhotometer
{
    public bool NeedsPsf => true;

    public void Measure(in FrameView view, Span<PhotometerResult> results)
    {
        try
        {
            plugin.Measure(view, results);
            for (var i = 0; i < results.Length; i++) results[i] = GuardedSourcePhotometer.Judged(results[i]);
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            for (var i = 0; i < results.Length; i++)
            {
                if (view.Places[i].IsKnown) results[i] = PhotometerResult.Missing(QualityFlag.PluginFailed);
            }
        }
    }
}
