using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Photometry;
using Nocturne.Runner.Settings;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Reduction;

/// <summary>Turns the settings into the recipe of a band: what says 'auto' is decided here, from the band's own frames.</summary>
sealed class RecipeFactory(NocturneSettings settings, FramePool pool, int workers, TimeProvider clock)
{
    const string Forced = "forced_";

    /// <summary>Photometers that exist, each also forced.</summary>
    static readonly string[] Known = ["aperture", "aperture_annulus"];

    /// <exception cref="CommandException">A photometer is not known.</exception>
    public static void Check(NocturneSettings settings)
    {
        foreach (var label in settings.Reduce.Photometers)
        {
            if (Known.Contains(Kind(label))) continue;
            var choices = string.Join(", ", Known.Concat(Known.Select(known => Forced + known)));
            throw new CommandException(ExitCode.Usage, $"'{label}' is not a photometer. Choose from {choices}.");
        }
    }

    /// <summary>The recipe of a band.</summary>
    /// <param name="first">One of its frames.</param>
    public BandRecipe For(FrameDescriptor first)
    {
        var shorter = Math.Min(first.Width, first.Height);
        var binning = Math.Max(1, first.Facts.BinX);
        var segmentation = Segmentation();
        return new()
        {
            Pool = pool,
            Workers = workers,
            Watch = new(clock, settings.Live.StageTimeout.Value),
            Background = Background(Box(shorter, binning)),
            Reference = new()
            {
                Frames = settings.Catalogue.Frames,
                Alignment = Alignment(shorter),
                Finding = new() { Sigmas = settings.Detection.Threshold, Segmentation = segmentation },
                Catalogue = new()
                {
                    Sigmas = settings.Detection.Threshold,
                    MaximumSources = settings.Catalogue.MaxSources,
                    Segmentation = segmentation with { BorderWidth = Border(shorter, binning) },
                },
            },
            Photometers = [.. settings.Reduce.Photometers.Select(Photometer)],
            Sky = new()
            {
                CloudBelow = settings.Sky.CloudBelow,
                DegradedBelow = settings.Sky.DegradedBelow,
                DegradedFwhm = settings.Sky.DegradedFwhm,
                DegradedBackground = settings.Sky.DegradedBackground,
            },
            StampSources = settings.Stamps.Sources,
            MatchingTolerance = settings.Photometry.MatchingTolerance,
        };
    }

    /// <summary>64 unbinned pixels hold mostly sky whatever the telescope; a small window gets at least four boxes across.</summary>
    int Box(int shorter, int binning) => settings.Background.Box.Or(Math.Clamp(Math.Max(64 / binning, 16), 1, Math.Max(1, shorter / 4)));

    /// <summary>128 unbinned pixels are the drift of an unguided hour; a small window gives up an eighth at most.</summary>
    int Border(int shorter, int binning) => settings.Detection.Border.Or(Math.Min(128 / binning, shorter / 8));

    BackgroundOptions Background(int box) => new()
    {
        Estimator = settings.Background.Estimator,
        BoxWidth = box,
        BoxHeight = box,
        FilterWidth = settings.Background.FilterSize,
        FilterHeight = settings.Background.FilterSize,
    };

    SegmentationOptions Segmentation() => new()
    {
        MinimumPixels = settings.Detection.MinArea.Or(8),
        Deblend = settings.Detection.Deblend.Levels > 0,
        DeblendLevels = Math.Max(1, settings.Detection.Deblend.Levels),
        DeblendContrast = settings.Detection.Deblend.Contrast,
    };

    AlignmentOptions Alignment(int shorter) => new()
    {
        Mode = settings.Alignment.Mode,
        Stars = settings.Alignment.Stars,
        MinimumStars = settings.Alignment.MinStars,
        Tolerance = settings.Alignment.Tolerance,
        MaximumRotationDegrees = settings.Alignment.MaxRotation,
        MaximumScaleChange = settings.Alignment.MaxScaleChange,
        MaximumShift = settings.Alignment.MaxShift.Or(shorter / 2.0),
        FollowFewStars = settings.Alignment.FewStars,
        FewStarsSeconds = settings.Alignment.FewStarsFor.Value.TotalSeconds,
    };

    NightPhotometer Photometer(string label)
    {
        var annulus = settings.Photometry.Annulus;
        var local = label.EndsWith("_annulus", StringComparison.Ordinal) ? AnnulusBackground.Opticam with { Inner = annulus.Inner, Outer = annulus.Outer } : null;
        return new(label, IsForced(label), local) { ApertureScale = settings.Photometry.ApertureScale };
    }

    static bool IsForced(string label) => label.StartsWith(Forced, StringComparison.Ordinal);

    static string Kind(string label) => IsForced(label) ? label[Forced.Length..] : label;
}
