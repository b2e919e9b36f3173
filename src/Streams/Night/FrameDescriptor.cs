using Nocturne.Core.Instruments;
using Nocturne.Core.Sky;

namespace Nocturne.Streams.Night;

/// <summary>A frame before its pixels are read: who it is, where it lies, what its header says.</summary>
/// <param name="Id">Identity in the ledger.</param>
/// <param name="Band">Camera and filter.</param>
/// <param name="Path">Path to open.</param>
/// <param name="File">Path relative to the night, with forward slashes.</param>
/// <param name="Hdu">Index of the image's header and data unit.</param>
/// <param name="Plane">Plane of a cube, from zero.</param>
/// <param name="Width">Width [pixels].</param>
/// <param name="Height">Height [pixels].</param>
/// <param name="Facts">What the header says.</param>
public sealed record FrameDescriptor(string Id, BandKey Band, string Path, string File, int Hdu, int Plane, int Width, int Height, FrameFacts Facts)
{
    /// <summary>How its pixels are read; <see cref="Width"/>, <see cref="Height"/> and <see cref="Facts"/> are those of the frame when it is reduced.</summary>
    public FrameReading Reading { get; init; } = new(Width, Height);

    /// <summary>What its camera read just before in another band, for more than a turn of its filters; null when it did not.</summary>
    public CameraSetup? PreviousSetup { get; init; }

    /// <summary>The shape of its band, when the frame has another and so cannot be measured; null when it can.</summary>
    public FrameShape? Unlike { get; init; }

    /// <summary>What its camera reads, and through what.</summary>
    public CameraSetup Setup
    {
        get => field ?? SetupOf(Band, Width, Height, Facts);
        init;
    }

    /// <summary>The band that the header names; <see cref="Band"/> is another when frames of this size and binning have one of their own.</summary>
    public BandKey NamedBand => Band with { Filter = Facts.Filter ?? NightScanner.NoFilter };

    /// <summary>What a camera reads, by a frame's facts.</summary>
    internal static CameraSetup SetupOf(BandKey band, int width, int height, FrameFacts facts) =>
        new(facts.Filter ?? band.Filter, width, height, facts.BinX, facts.BinY) { Window = facts is { WindowX: { } x, WindowY: { } y } ? (x, y) : null };

    /// <summary>The frame cut or widened to another window of the chip, so that each pixel lies where a frame of that window has it; what was not read is NaN. Null where that cannot be done.</summary>
    /// <param name="window">A frame of the other window.</param>
    public FrameDescriptor? LaidOn(FrameDescriptor window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var (shape, wanted) = (FrameShape.Of(this), FrameShape.Of(window));
        if (shape == wanted) return this;
        if (!shape.SharesReferenceWith(wanted) || wanted.OffsetFrom(shape) is not var (x, y) || Reading.Rebin != window.Reading.Rebin) return null;
        // Pixels of a rebinned frame are sums of those that are read.
        var (width, height) = (window.Reading.Width, window.Reading.Height);
        var layout = Reading.Layout ?? FrameLayout.Whole(Hdu, Reading.Width, Reading.Height);
        return this with
        {
            Width = window.Width,
            Height = window.Height,
            Reading = Reading with { Width = width, Height = height, Layout = layout.Window(x * Reading.Rebin, y * Reading.Rebin, width, height) },
            Setup = Setup,
        };
    }
}
