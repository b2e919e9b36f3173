using Nocturne.Core.Catalogs;

namespace Nocturne.Runner.Plugins;

/// <summary>An aperture selector of somebody else: when it fails or gives no ellipse, the medians of the catalogue serve.</summary>
sealed class GuardedSelector(IApertureSelector plugin, PluginJournal journal) : IApertureSelector
{
    public PointShape Select(IReadOnlyList<CatalogueSource> sources)
    {
        try
        {
            var shape = plugin.Select(sources);
            if (shape.IsValid) return shape;
            throw new InvalidOperationException($"A point source of {shape.SemiMajorSigma} x {shape.SemiMinorSigma} pixels is no ellipse.");
        }
        catch (Exception fault)
        {
            journal.Failed(fault);
            return new MedianShape().Select(sources);
        }
    }
}
