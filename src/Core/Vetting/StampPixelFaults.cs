namespace Nocturne.Core.Vetting;

/// <summary>What is known against one pixel of a stamp; the numbers are those of the column <c>PIXMASK</c> of the files that Nocturne writes.</summary>
[Flags]
public enum StampPixelFaults : byte
{
    None = 0,

    /// <summary>The pixel lies outside the frame; its value is NaN.</summary>
    OutsideFrame = 1,

    /// <summary>The pixel says nothing (no response in the flat, not a number in the file); its value is NaN.</summary>
    Bad = 2,

    /// <summary>The pixel is at or above the saturation level. Its value is kept, as the missions keep theirs, but Nocturne's own numbers do without it.</summary>
    Saturated = 4,
}
