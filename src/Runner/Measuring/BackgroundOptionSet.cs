using System.CommandLine;
using Nocturne.Core.Background;

namespace Nocturne.Runner.Measuring;

/// <summary>The options of a background.</summary>
sealed class BackgroundOptionSet
{
    static readonly BackgroundOptions Usual = new();

    readonly Option<string?> boxes = new("--bg-size") { Description = "Side, or width,height, of the boxes [pixels] (64)." };
    readonly Option<string> estimator = new("--bg-estimator") { Description = "gradient (ours), classic (Source Extractor, SEP) or photutils.", DefaultValueFactory = _ => "gradient" };
    readonly Option<string?> filter = new("--bg-filter") { Description = "Side, or width,height, of the median filter over the boxes, odd (3); 1 is none." };
    readonly Option<double> threshold = new("--bg-filter-threshold") { Description = "A box keeps its value when the filter would move it by less." };
    readonly Option<double> exclude = new("--exclude-percentile") { Description = "photutils: boxes with more clipped pixels than this are left out [percent].", DefaultValueFactory = _ => Usual.ExcludePercentile };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { boxes, estimator, filter, threshold, exclude }) command.Options.Add(option);
    }

    /// <exception cref="CommandException">An option makes no sense.</exception>
    public BackgroundMesh Estimate(ParseResult parsed, Frame frame, bool[]? mask)
    {
        var (width, height) = OptionText.Sides(parsed, boxes) ?? (Usual.BoxWidth, Usual.BoxHeight);
        var (filterWidth, filterHeight) = OptionText.Sides(parsed, filter) ?? (Usual.FilterWidth, Usual.FilterHeight);
        var options = new BackgroundOptions
        {
            Estimator = OptionText.Choice(parsed, estimator, ("gradient", BackgroundEstimator.Gradient), ("classic", BackgroundEstimator.Classic), ("photutils", BackgroundEstimator.Photutils)),
            BoxWidth = width,
            BoxHeight = height,
            FilterWidth = filterWidth,
            FilterHeight = filterHeight,
            FilterThreshold = parsed.GetValue(threshold),
            ExcludePercentile = parsed.GetValue(exclude),
        };
        return OptionText.Valid(() => BackgroundEstimation.Estimate(frame.Image.View, mask, options));
    }
}
