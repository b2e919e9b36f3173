namespace Nocturne.Core.Photometry;

/// <summary>What is known about one pixel of a window.</summary>
[Flags]
public enum PixelState : byte
{
    Good = 0,

    /// <summary>The mask says: bad.</summary>
    Masked = 1,

    /// <summary>Its value, its sky or its noise is not a number; the counts read zero.</summary>
    NotFinite = 2,

    /// <summary>At or above the saturation level.</summary>
    Saturated = 4,

    /// <summary>Part of a detected source.</summary>
    InSource = 8,

    /// <summary>A cosmic ray or a warm pixel, with a value from its neighbours.</summary>
    Replaced = 16,

    /// <summary>Any reason not to sum the pixel.</summary>
    Bad = Masked | NotFinite,
}
