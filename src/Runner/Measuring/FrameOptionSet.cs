using System.CommandLine;
using Nocturne.Core.Photometry;

namespace Nocturne.Runner.Measuring;

/// <summary>What the commands on one image have in common: the image, its mask, where the result goes.</summary>
sealed class FrameOptionSet(string product)
{
    readonly Argument<string> image = new("IMAGE") { Description = "FITS image, plain, gzipped or tile-compressed." };
    readonly Option<string?> hdu = new("--hdu") { Description = "Number (from 0) or name of the unit with the image; the first image otherwise." };
    readonly Option<int> plane = new("--plane") { Description = "Plane of a cube, from 0." };
    readonly Option<string?> mask = new("--mask") { Description = "Image of the same size; what is not zero is bad." };
    readonly Option<string> target = new("--out", "-o") { Description = product, Required = true };
    readonly Option<bool> quiet = new("--quiet", "-q") { Description = "No summary." };
    readonly Option<bool> verbose = new("--verbose", "-v") { Description = "Tell the steps." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(image);
        foreach (var option in new Option[] { target, hdu, plane, mask, quiet, verbose }) command.Options.Add(option);
    }

    public Frame Frame(ParseResult parsed) => InputFiles.Frame(parsed.GetValue(image)!, parsed.GetValue(hdu), parsed.GetValue(plane));

    public bool[]? Mask(ParseResult parsed, Frame frame) => InputFiles.Mask(frame, parsed.GetValue(mask));

    public string Target(ParseResult parsed) => parsed.GetValue(target)!;

    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(quiet);

    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(verbose);

    /// <summary>The frame for a measurement.</summary>
    public MeasureInput Input(ParseResult parsed, Frame frame, string? background, string? error) => new(frame.Image)
    {
        Mask = Mask(parsed, frame),
        Background = InputFiles.Field(frame, "--bg", background),
        ErrorMap = InputFiles.Field(frame, "--err", error),
    };
}
