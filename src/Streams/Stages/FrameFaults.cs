using Nocturne.Core.Fits;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Tells faults of a file, which reject one frame, from faults of the program.</summary>
public static class FrameFaults
{
    /// <summary>What kind of bad file an exception speaks of; null when it is not about the file.</summary>
    public static FrameFault? Of(Exception exception) => exception switch
    {
        FitsException { Fault: FitsFault.Incomplete } => FrameFault.Incomplete,
        FitsException { Fault: FitsFault.Unsupported } => FrameFault.Unsupported,
        FitsException => FrameFault.Corrupt,
        FrameTooLargeException => FrameFault.Unsupported,
        IOException or UnauthorizedAccessException => FrameFault.Unreadable,
        _ => null,
    };

    /// <summary>The sentence for the ledger: the file by its name in the night, then what is wrong.</summary>
    public static string Sentence(string file, Exception exception) => exception switch
    {
        FitsException fits => $"{file}{fits.Message[fits.FileName.Length..]}",
        _ => $"{file}: {exception.Message}",
    };
}
