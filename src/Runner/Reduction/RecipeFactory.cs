using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Detection;
using Nocturne.Runner.Plugins;
using Nocturne.Runner.Settings;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Reduction;

/// <summary>Turns the settings into the recipe of a band: what says 'auto' is decided here, from the band's own frames.</summary>
sealed class RecipeFactory(NocturneSettings settings, NightPlugins plugins, FramePool pool, int workers, TimeProvider clock)
{
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
            Treatment = PixelTreatments.For(first, settings.Calibration),
            Background = Background(settings.Background, first.Width, first.Height, binning),
            OwnBackground = plugins.Background,
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
                    Finder = plugins.Finder,
                    Selector = plugins.Selector ?? new MedianShape(),
                },
            },
            Photometers = PhotometerFactory.Create(settings, plugins),
            Sky = new()
            {
                CloudBelow = settings.Sky.CloudBelow,
                DegradedBelow = settings.Sky.DegradedBelow,
                DegradedFwhm = settings.Sky.DegradedFwhm,
                DegradedBackground = settings.Sky.DegradedBackground,
            },
            StampSources = settings.Stamps.Sources,
            Measuring = Measuring(),
        };
    }

    /// <summary>128 unbinned pixels are the drift of an unguided hour; a small window gives up an eighth at most.</summary>
    int Border(int shorter, int binning) => settings.Detection.Border.Or(Math.Min(128 / binning, shorter / 8));

    /// <summary>The mesh of a frame. 64 unbinned pixels hold mostly sky whatever the telescope; a small window gets at least four boxes across.</summary>
    internal static BackgroundOptions Background(BackgroundSettings settings, int width, int height, int binning)
    {
        var box = settings.Box.Or(Math.Clamp(Math.Max(64 / Math.Max(1, binning), 16), 1, Math.Max(1, Math.Min(width, height) / 4)));
        return new() { Estimator = settings.Estimator, BoxWidth = box, BoxHeight = box, FilterWidth = settings.FilterSize, FilterHeight = settings.FilterSize };
    }

    SegmentationOptions Segmentation() => new()
    {
        MinimumPixels = settings.Detection.MinArea.Or(8),
        Deblend = settings.Detection.Deblend.Levels > 0,
        DeblendLevels = Math.Max(1, settings.Detection.Deblend.Levels),
        DeblendContrast = settings.Detection.Deblend.Contrast,
    };

    MeasuringOptions Measuring() => new()
    {
        MatchingTolerance = settings.Photometry.MatchingTolerance,
        LinkStars = settings.Photometry.LinkStars,
        Noise = new() { BackgroundVariance = settings.Photometry.SkyLevelError },
        Psf = new() { Kind = settings.Photometry.Psf.Model, Beta = settings.Photometry.Psf.Beta.Value, Stars = settings.Photometry.Psf.Stars },
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
}
