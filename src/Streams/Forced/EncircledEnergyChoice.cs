using Nocturne.Core.Roman;

namespace Nocturne.Streams.Forced;

/// <summary>Where the share of light inside an aperture is taken from, decided anew for each image: its filter, its pixels, its stars.</summary>
public sealed record EncircledEnergyChoice
{
    EncircledEnergyChoice()
    {
    }

    /// <summary>A file with a curve: a table, or an aperture-correction reference file.</summary>
    public string? Path { get; private init; }

    /// <summary>One share for all images.</summary>
    public EncircledEnergy? Given { get; private init; }

    /// <summary>Whether an image without stars for a growth curve is an error; otherwise it goes without correction.</summary>
    public bool MustGrow { get; private init; }

    /// <summary>Share of the light that is assumed to lie inside the last radius of a growth curve.</summary>
    public double InsideLast { get; init; } = 1;

    public CurveInterpolation Interpolation { get; init; }

    /// <summary>The growth curve of each image, and no correction where no star shows one.</summary>
    public static EncircledEnergyChoice Automatic { get; } = new();

    /// <summary>The growth curve of each image.</summary>
    public static EncircledEnergyChoice Growth { get; } = new() { MustGrow = true };

    /// <summary>No correction.</summary>
    public static EncircledEnergyChoice None { get; } = new() { Given = EncircledEnergy.None };

    /// <summary>One share for the aperture in use; above 1.5 it is taken for a percentage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive, or above 150.</exception>
    public static EncircledEnergyChoice Constant(double fraction) => new() { Given = EncircledEnergy.Constant(fraction) };

    /// <summary>A table, or an aperture-correction reference file.</summary>
    public static EncircledEnergyChoice Of(string path) => new() { Path = path };

    /// <summary>The curve for an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="pixelScale">Side of a pixel, for radii in arcseconds [arcsec].</param>
    /// <param name="growth">The image's own curve; null when no star shows one.</param>
    /// <exception cref="ScienceImageException">There is no curve for the image.</exception>
    public EncircledEnergy For(ScienceImage image, double pixelScale, GrowthCurve? growth)
    {
        if (Given is not null) return Given;
        if (Path is not null) return EncircledEnergy.Open(Path, image.OpticalElement, pixelScale, Interpolation);
        if (growth is not null) return growth.ToEncircledEnergy(image.Name, InsideLast, Interpolation);
        return MustGrow
            ? throw new ScienceImageException(image.Name, "no isolated, unsaturated star with a catalogue magnitude shows a growth curve; give a table of encircled energies, or a number.")
            : EncircledEnergy.None;
    }
}
