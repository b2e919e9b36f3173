using Nocturne.Core.Roman;
using Nocturne.Core.Tables;

namespace Nocturne.Streams.Forced;

/// <summary>What is measured in every image, and how.</summary>
public sealed record ForcedRecipe
{
    /// <summary>The catalogue: positions, types, and fluxes in columns named like filters.</summary>
    public required Table Catalogue { get; init; }

    /// <summary>Its file, for messages.</summary>
    public required string CatalogueName { get; init; }

    /// <summary>Pixel-area maps: one for all images, or several of which each image gets the one of its detector and time; none for pixels of one size.</summary>
    public IReadOnlyList<AreaMap> AreaMaps { get; init; } = [];

    public EncircledEnergyChoice EncircledEnergy { get; init; } = EncircledEnergyChoice.Automatic;

    public ForcedOptions Options { get; init; } = new();

    /// <summary>Whether galaxies are left out.</summary>
    public bool OnlyStars { get; init; }

    /// <summary>A calibration that takes the place of what the files say.</summary>
    public FluxCalibration? Calibration { get; init; }

    /// <summary>Whether the growth curve of each image is measured even where another curve corrects it, to be shown beside it.</summary>
    public bool CompareGrowth { get; init; }

    /// <summary>Threads that measure the sources of an image.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Unit of the fluxes of light curves; empty for counts in the unit of the image, where no calibration is asked for.</summary>
    public string FluxUnit => Options.RequireCalibration ? "uJy" : "";
}
