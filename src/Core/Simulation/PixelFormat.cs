namespace Nocturne.Core.Simulation;

/// <summary>How pixels are stored.</summary>
public enum PixelFormat
{
    /// <summary>Whole counts from 0 to 65535 (BITPIX 16, BZERO 32768).</summary>
    UInt16,

    /// <summary>Unrounded 32-bit numbers (BITPIX -32).</summary>
    Float,
}
