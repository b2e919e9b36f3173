using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Runner.Plugins;

/// <summary>A photometer of somebody else: where it fails, the measurement is flagged.</summary>
sealed class GuardedSourcePhotometer(ISourcePhotometer plugin, PluginJournal journal) : ISourcePhotometer
{
    /// <summary>A photometer that does not know how far it looks sees so much [standard deviations of the point source].</summary>
    const double UsualReach = 5;

    public bool NeedsPsf => plugin.NeedsPsf;

    public double Reach(in SourcePlace place, FramePsf? psf)
    {
        try
        {
            return plugin.Reach(place, psf);
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            return UsualReach * place.SemiMajorSigma;
        }
    }

    public PhotometerResult Measure(in SourceView source)
    {
        try
        {
            return Judged(plugin.Measure(source));
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            return PhotometerResult.Missing(QualityFlag.PluginFailed);
        }
    }

    /// <summary>No flux without a flag that says why.</summary>
    public static PhotometerResult Judged(PhotometerResult result) =>
        double.IsFinite(result.Flux) || result.Flags != QualityFlag.Good ? result : PhotometerResult.Missing(QualityFlag.PluginFailed);
}
