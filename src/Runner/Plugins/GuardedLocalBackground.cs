using Nocturne.Core.Photometry;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Plugins;

/// <summary>A local background of somebody else: where it fails, the source has none and is flagged.</summary>
sealed class GuardedLocalBackground(ILocalBackground plugin, PluginJournal journal) : ILocalBackground
{
    static readonly LocalBackground Failed = LocalBackground.None with { Flags = QualityFlag.NoPositionOrBackground | QualityFlag.PluginFailed };

    public LocalBackground Estimate(in PhotometryFrame frame, double x, double y, double semiMajorSigma, double semiMinorSigma, double angle)
    {
        try
        {
            var found = plugin.Estimate(frame, x, y, semiMajorSigma, semiMinorSigma, angle);
            return double.IsFinite(found.Level + found.Scatter) || found.Flags != QualityFlag.Good ? found : Failed;
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            return Failed;
        }
    }
}
