namespace Nocturne.Core.Fits;

/// <summary>A FITS file could not be read; the message says which file, where in it and why.</summary>
public sealed class FitsException : Exception
{
    /// <param name="fault">The kind of trouble.</param>
    /// <param name="fileName">The file, as it was given.</param>
    /// <param name="reason">What is wrong and where; the message is the file name followed by this.</param>
    /// <param name="inner">What was met underneath, if anything.</param>
    public FitsException(FitsFault fault, string fileName, string reason, Exception? inner = null)
        : base($"{fileName}: {reason}", inner)
    {
        Fault = fault;
        FileName = fileName;
    }

    public FitsFault Fault { get; }

    public string FileName { get; }
}
