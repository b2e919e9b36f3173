using System.Globalization;

namespace Nocturne.Streams.Night;

/// <summary>Size, binning, and the place on the chip as far as headers say it: what decides whether frames can share a reference and calibrations.</summary>
/// <param name="Width">Width [pixels].</param>
/// <param name="Height">Height [pixels].</param>
/// <param name="BinX">Detector pixels in a pixel, along the row.</param>
/// <param name="BinY">Detector pixels in a pixel, along the column.</param>
/// <param name="WindowX">First column on the chip, unbinned; -1 if not known.</param>
/// <param name="WindowY">First row on the chip; -1 if not known.</param>
public readonly record struct FrameShape(int Width, int Height, int BinX, int BinY, int WindowX, int WindowY) : IComparable<FrameShape>
{
    /// <summary>Share of the smaller of two windows that the other must show too, for both to be of one band.</summary>
    const double LeastShared = 0.5;

    public static FrameShape Of(FrameDescriptor frame) =>
        new(frame.Width, frame.Height, frame.Facts.BinX, frame.Facts.BinY, frame.Facts.WindowX ?? -1, frame.Facts.WindowY ?? -1);

    public static FrameShape Of(FrameSetup setup) =>
        new(setup.Width, setup.Height, setup.Facts.BinX, setup.Facts.BinY, setup.Facts.WindowX ?? -1, setup.Facts.WindowY ?? -1);

    public bool HasWindow => WindowX >= 0 && WindowY >= 0;

    public bool HasBinningOf(FrameShape other) => BinX == other.BinX && BinY == other.BinY;

    public bool HasSizeOf(FrameShape other) => Width == other.Width && Height == other.Height;

    /// <summary>Whether frames of both can share a reference: equal ones, and windows of one chip, binned alike, that show much the same part of it.</summary>
    public bool SharesReferenceWith(FrameShape other) =>
        this == other || (OffsetFrom(other) is var (x, y) && Overlap(x, Width, other.Width) * Overlap(y, Height, other.Height) >= LeastShared * Math.Min((long)Width * Height, (long)other.Width * other.Height));

    /// <summary>Where this window begins in another of the same binning [pixels]; null when that is not known, or not a whole number.</summary>
    public (int X, int Y)? OffsetFrom(FrameShape other)
    {
        if (!HasBinningOf(other) || !HasWindow || !other.HasWindow) return null;
        var (x, restX) = Math.DivRem(WindowX - other.WindowX, BinX);
        var (y, restY) = Math.DivRem(WindowY - other.WindowY, BinY);
        return restX == 0 && restY == 0 ? (x, y) : null;
    }

    static long Overlap(int offset, int size, int otherSize) => Math.Max(0, Math.Min(offset + size, otherSize) - Math.Max(offset, 0));

    public int CompareTo(FrameShape other) =>
        (Width, Height, BinX, BinY, WindowX, WindowY).CompareTo((other.Width, other.Height, other.BinX, other.BinY, other.WindowX, other.WindowY));

    /// <summary>The shape in words, with the place on the chip only where that is what sets it apart.</summary>
    public string Words(FrameShape against) => HasSizeOf(against) && HasBinningOf(against)
        ? HasWindow ? string.Create(CultureInfo.InvariantCulture, $"{Size} from column {WindowX} and row {WindowY} of the chip") : $"{Size} from an unknown part of the chip"
        : Size;

    /// <summary>A tag for the name of a band: what sets the shape apart from the usual one.</summary>
    public string Tag(FrameShape usual) => !HasBinningOf(usual) ? string.Create(CultureInfo.InvariantCulture, $"bin{BinX}x{BinY}")
        : !HasSizeOf(usual) ? string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}")
        : string.Create(CultureInfo.InvariantCulture, $"at{WindowX}_{WindowY}");

    public override string ToString() => Size;

    string Size => string.Create(CultureInfo.InvariantCulture, $"{Width} x {Height} pixels binned {BinX} x {BinY}");
}
