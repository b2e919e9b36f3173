namespace Nocturne.Core.Fits;

/// <summary>Where in a file one is: makes the exceptions that say so.</summary>
/// <param name="FileName">The file, as it was given.</param>
/// <param name="Hdu">Index of the header-and-data unit, from zero.</param>
sealed record FitsPlace(string FileName, int Hdu)
{
    public FitsException Corrupt(string reason, Exception? inner = null) => Fault(FitsFault.Corrupt, reason, inner);

    public FitsException Incomplete(string reason) => Fault(FitsFault.Incomplete, reason, null);

    public FitsException Unsupported(string reason) => Fault(FitsFault.Unsupported, reason, null);

    FitsException Fault(FitsFault fault, string reason, Exception? inner) => new(fault, FileName, Hdu > 0 ? $"HDU {Hdu}: {reason}" : reason, inner);
}
