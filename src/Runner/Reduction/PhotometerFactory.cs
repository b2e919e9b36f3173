using Microsoft.Extensions.Logging.Abstractions;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Runner.Plugins;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Reduction;

/// <summary>Makes the photometers of a night from their labels.</summary>
sealed class PhotometerFactory
{
    const string Aperture = "aperture";

    /// <summary>Kinds that exist.</summary>
    static readonly string[] Known = [Aperture, "optimal", "psf", "deblended"];

    readonly NocturneSettings settings;
    readonly NightPlugins plugins;
    readonly ILocalBackground? local;

    PhotometerFactory(NocturneSettings settings, NightPlugins plugins)
    {
        this.settings = settings;
        this.plugins = plugins;
        local = LocalBackgrounds.Create(settings.LocalBackground, plugins.LocalBackground);
    }

    /// <summary>All photometers that the settings ask for, each once.</summary>
    /// <exception cref="CommandException">A label is not known, or a photometer has no sky.</exception>
    public static IReadOnlyList<NightPhotometer> Create(NocturneSettings settings, NightPlugins plugins)
    {
        var factory = new PhotometerFactory(settings, plugins);
        var labels = settings.Reduce.Photometers.Select(PhotometerLabel.Parse).SelectMany(factory.WithSizes).DistinctBy(label => label.ToString());
        return [.. labels.Select(factory.Photometer)];
    }

    /// <summary>Complains of what cannot be measured, before anything is done.</summary>
    /// <exception cref="CommandException">A label is not known, or a photometer has no sky.</exception>
    public static void Check(NocturneSettings settings) => Create(settings, new(settings, NullLogger.Instance));

    IEnumerable<PhotometerLabel> WithSizes(PhotometerLabel label) =>
        label is { Kind: Aperture, Size: null } ? [label, .. settings.Photometry.Apertures.Select(size => label with { Size = size })] : [label];

    NightPhotometer Photometer(PhotometerLabel label)
    {
        string[] known = [.. Known, .. plugins.Photometers.Keys];
        if (!known.Contains(label.Kind) || label.Size is { } size && (label.Kind != Aperture || !(size > 0)))
            throw new CommandException(
                ExitCode.Usage,
                $"'{label}' is not a photometer. Choose from {string.Join(", ", known)}, each also with _annulus behind it and with forced_ or linked_ in front; {Aperture}_r2.5 is an aperture of another size.");
        if (label.Annulus && local is null)
            throw new CommandException(ExitCode.Usage, $"'{label}' wants a local sky, but 'local-background.type' is 'none'. Choose another type, or the photometer without _annulus.");
        return new(label.ToString(), label.Placing, Method(label), label.Annulus ? local : null);
    }

    IPhotometer Method(PhotometerLabel label)
    {
        var photometry = settings.Photometry;
        var aperture = new AperturePhotometer(label.Size ?? photometry.ApertureScale, photometry.ApertureUnit, photometry.ApertureCorrection);
        return label.Kind switch
        {
            Aperture => aperture,
            "optimal" when photometry.OptimalProfile == OptimalProfile.Catalogue => new OptimalPhotometer(),
            "optimal" => new ProfilePhotometer(MeasureMethod.Optimal, FitPositions: false),
            "psf" => new ProfilePhotometer(MeasureMethod.Psf, FitPositions: label.Placing == Placing.Matched),
            "deblended" => new DeblendedPhotometer(aperture),
            var own => plugins.Photometers[own],
        };
    }
}
