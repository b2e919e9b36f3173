namespace Nocturne.Core.Fits;

/// <summary>How stored numbers become physical ones: value = zero + scale × stored, and which stored integer means "no value".</summary>
/// <param name="Scale">BSCALE or TSCAL.</param>
/// <param name="Zero">BZERO or TZERO.</param>
/// <param name="Blank">BLANK or TNULL; only of integers.</param>
readonly record struct PixelScaling(double Scale, double Zero, long? Blank)
{
    public static PixelScaling None { get; } = new(1, 0, null);

    public bool IsIdentity => Scale == 1 && Zero == 0;

    /// <summary>Only an offset, so small and whole that adding it to a 16-bit number in single precision is exact.</summary>
    public bool IsExactOffset => Scale == 1 && Zero == Math.Floor(Zero) && Math.Abs(Zero) <= 1 << 22;

    public static PixelScaling OfImage(FitsHeader header, int bitPix) =>
        new(Finite(header.GetDouble("BSCALE"), 1), Finite(header.GetDouble("BZERO"), 0), bitPix > 0 ? header.GetLong("BLANK") : null);

    static double Finite(double? value, double absent) => value is { } number && double.IsFinite(number) ? number : absent;
}
