using System.CommandLine;
using System.Globalization;
using Nocturne.Core.Detection;

namespace Nocturne.Runner.Measuring;

/// <summary>The options of <c>nocturne detect</c>.</summary>
sealed class DetectOptionSet
{
    readonly Option<string> method = new("--method", "-m") { Description = "sep (Source Extractor's way) or segmentation (photutils' way).", DefaultValueFactory = _ => "sep" };
    readonly Option<double> threshold = new("--threshold", "-t") { Description = "Threshold [rms of the pixel].", DefaultValueFactory = _ => 5 };
    readonly Option<int> pixels = new("--minarea") { Description = "Least connected pixels above the threshold.", DefaultValueFactory = _ => 5 };
    readonly Option<string> filter = new("--filter") { Description = "sep: default (1 2 1, 2 4 2, 1 2 1), none, or the FWHM of a Gaussian [pixels].", DefaultValueFactory = _ => "default" };
    readonly Option<string> filterType = new("--filter-type") { Description = "sep: matched (signal to noise) or conv (filtered image).", DefaultValueFactory = _ => "matched" };
    readonly Option<int> levels = new("--deblend-levels") { Description = "Levels at which a source is looked at for splitting.", DefaultValueFactory = _ => 32 };
    readonly Option<double?> contrast = new("--deblend-contrast") { Description = "Least share of the light of a part (sep 0.005, segmentation 0.001); 1 splits nothing." };
    readonly Option<bool> noClean = new("--no-clean") { Description = "sep: keep detections in the wings of brighter ones." };
    readonly Option<double> clean = new("--clean-param") { Description = "sep: exponent of the wings.", DefaultValueFactory = _ => 1 };
    readonly Option<int> border = new("--border") { Description = "segmentation: drop sources closer to the edge [pixels]." };
    readonly Option<string?> background = new("--bg") { Description = "Background to take off: an image, or a number; found otherwise." };
    readonly Option<string?> error = new("--err") { Description = "Standard deviation of each pixel: an image, or a number; found otherwise." };
    readonly Option<double> gain = new("--gain") { Description = "Electrons per count; 0 means unknown." };
    readonly Option<double> kron = new("--kron-factor") { Description = "Radius of FLUX_AUTO [Kron radii].", DefaultValueFactory = _ => new AutoPhotometryOptions().KronFactor };
    readonly Option<double> smallest = new("--smallest-radius") { Description = "Smallest mean radius of FLUX_AUTO [pixels].", DefaultValueFactory = _ => new AutoPhotometryOptions().SmallestRadius };
    readonly Option<double> share = new("--flux-share") { Description = "Share of the light of the half-light radius.", DefaultValueFactory = _ => 0.5 };
    readonly Option<string?> labels = new("--save-segments") { Description = "FITS file for the labels of the sources." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { method, threshold, pixels, filter, filterType, levels, contrast, noClean, clean, border, background, error, gain, kron, smallest, share, labels })
            command.Options.Add(option);
    }

    public bool IsSegmentation(ParseResult parsed) => OptionText.Choice(parsed, method, ("sep", false), ("segmentation", true));

    public double Threshold(ParseResult parsed) => parsed.GetValue(threshold);

    public string? Background(ParseResult parsed) => parsed.GetValue(background);

    public string? Error(ParseResult parsed) => parsed.GetValue(error);

    public string? LabelsTarget(ParseResult parsed) => parsed.GetValue(labels);

    public ExtractionOptions Extraction(ParseResult parsed) => new()
    {
        MinimumPixels = parsed.GetValue(pixels),
        Filter = Filter(parsed.GetValue(filter)!),
        MatchedFilter = OptionText.Choice(parsed, filterType, ("matched", true), ("conv", false)),
        DeblendLevels = parsed.GetValue(levels),
        DeblendContrast = parsed.GetValue(contrast) ?? 0.005,
        Clean = !parsed.GetValue(noClean),
        CleanParameter = parsed.GetValue(clean),
        Gain = parsed.GetValue(gain),
    };

    public SegmentationOptions Segmentation(ParseResult parsed) => new()
    {
        MinimumPixels = parsed.GetValue(pixels),
        DeblendLevels = parsed.GetValue(levels),
        DeblendContrast = parsed.GetValue(contrast) ?? 0.001,
        BorderWidth = parsed.GetValue(border),
    };

    public AutoPhotometryOptions Auto(ParseResult parsed) => new()
    {
        KronFactor = parsed.GetValue(kron),
        SmallestRadius = parsed.GetValue(smallest),
        FluxShare = parsed.GetValue(share),
        Gain = parsed.GetValue(gain),
    };

    static DetectionFilter? Filter(string text)
    {
        if (text == "none") return null;
        if (text == "default") return DetectionFilter.Default;
        if (!double.TryParse(text, CultureInfo.InvariantCulture, out var fwhm) || fwhm is not (> 0 and <= 50))
            throw new CommandException(ExitCode.Usage, $"--filter takes default, none, or the FWHM of a Gaussian up to 50 pixels, not '{text}'.");
        var sigma = fwhm / Core.Photometry.Psf.Fwhm.PerSigma;
        var half = (int)Math.Ceiling(2 * sigma);
        var side = (2 * half) + 1;
        var weights = new float[side * side];
        for (var k = 0; k < weights.Length; k++)
        {
            double dx = (k % side) - half, dy = (k / side) - half;
            weights[k] = (float)Math.Exp(-((dx * dx) + (dy * dy)) / (2 * sigma * sigma));
        }

        return new DetectionFilter(side, side, weights);
    }
}
