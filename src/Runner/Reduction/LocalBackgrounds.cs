using Nocturne.Core.Photometry;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Reduction;

/// <summary>The local sky that the settings name.</summary>
static class LocalBackgrounds
{
    static readonly string[] Known = ["none", "annulus", "mean", "median", "mode", "sextractor", "polynomial"];

    /// <param name="settings">What the settings say.</param>
    /// <param name="own">The user's own class, when they name one.</param>
    /// <returns>Null for <c>none</c>.</returns>
    /// <exception cref="CommandException">There is no such type.</exception>
    public static ILocalBackground? Create(LocalBackgroundSettings settings, ILocalBackground? own)
    {
        if (own is not null) return own;
        var ring = new AnnulusBackground { Inner = settings.Inner, Outer = settings.Outer, ClipSigma = settings.ClipSigma, ClipIterations = settings.ClipRounds };
        return settings.Type switch
        {
            "none" => null,
            "annulus" or "mean" => ring,
            "median" => ring with { Estimator = SkyEstimator.Median },
            "mode" => ring with { Estimator = SkyEstimator.Mode },
            "sextractor" => ring with { Estimator = SkyEstimator.SextractorMode },
            "polynomial" => ring with { Estimator = settings.Degree == 1 ? SkyEstimator.Plane : SkyEstimator.Quadratic },
            _ => throw new CommandException(
                ExitCode.Usage, $"'local-background.type' is '{settings.Type}', which is not known. Choose from {string.Join(", ", Known)}, or name a class as \"Namespace.Class, Assembly\"."),
        };
    }
}
