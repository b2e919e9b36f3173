using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Reduction;

/// <summary>What the settings want to be done to the pixels of a band besides bias, dark and flat.</summary>
static class PixelTreatments
{
    /// <summary>How the settings want the images of files to become frames.</summary>
    public static InputOptions InputOf(NocturneSettings settings) => new()
    {
        Assemble = settings.Input.Amplifiers == AmplifierUse.Assemble,
        SplitMosaics = settings.Input.Bayer == MosaicUse.Split,
        SplitShapesFrom = settings.Input.Mixed switch { MixedShapes.Split => 1, MixedShapes.Refuse => int.MaxValue, _ => BandShapes.Enough },
        Rebin = settings.Calibration.Rebin,
    };

    /// <summary>Reads the files of bad pixels once before anything is begun.</summary>
    /// <exception cref="CommandException">One cannot be used.</exception>
    public static void Check(NightInventory inventory, CalibrationSettings settings)
    {
        foreach (var band in inventory.Bands) For(band.Sample, settings);
    }

    /// <summary>What is to be done to the pixels of a band.</summary>
    /// <param name="first">A frame of the band.</param>
    /// <param name="settings">What is wanted.</param>
    /// <exception cref="CommandException">A file of bad pixels cannot be used.</exception>
    public static PixelTreatment For(FrameDescriptor first, CalibrationSettings settings)
    {
        var bad = settings.BadPixels.Select(entry => Bad(entry, first)).Aggregate(PixelList.Empty, (all, more) => all.And(more));
        if (bad.Count == 0 && settings.Filter == PixelFilter.None && !settings.CosmicRays.Remove) return PixelTreatment.None;
        return new()
        {
            BadPixels = bad,
            Filter = settings.Filter,
            CosmicRays = settings.CosmicRays.Remove ? new() { Sigma = settings.CosmicRays.Sigma, Contrast = settings.CosmicRays.Contrast } : null,
        };
    }

    /// <summary>An entry is a file for all cameras, or <c>camera=file</c>.</summary>
    static PixelList Bad(string entry, FrameDescriptor first)
    {
        var equals = entry.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && entry[..equals].Trim() != first.Band.Camera) return PixelList.Empty;
        var path = entry[(equals + 1)..].Trim();
        var (binX, binY) = (first.Facts.BinX / first.Reading.Rebin, first.Facts.BinY / first.Reading.Rebin);
        var cut = first.Facts is { WindowX: { } x, WindowY: { } y } ? (x / binX, y / binY) : default;
        try
        {
            return BadPixelFile.Read(path, first.Reading.Width, first.Reading.Height, cut);
        }
        catch (Exception fault) when (fault is FormatException or FitsException)
        {
            throw new CommandException(ExitCode.UnusableInput, $"calibration.bad-pixels: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, $"calibration.bad-pixels: {path} cannot be read: {fault.Message}", fault);
        }
    }
}
