using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Fits;
using Nocturne.Core.Roman;
using Nocturne.Core.Tables;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Streams.Forced;

/// <summary>Tells faults of an image or of what belongs to it, which reject that image, from faults of the program.</summary>
public static class ForcedFaults
{
    /// <summary>What kind of bad file an exception speaks of; null when it is not about a file.</summary>
    public static FrameFault? Of(Exception exception) => exception switch
    {
        AsdfException { Fault: AsdfFault.Incomplete } => FrameFault.Incomplete,
        AsdfException { Fault: AsdfFault.Unsupported } => FrameFault.Unsupported,
        AsdfException => FrameFault.Corrupt,
        WcsException or ScienceImageException or TableException => FrameFault.Unsupported,
        _ => FrameFaults.Of(exception),
    };

    /// <summary>The sentence for the ledger; it begins with the name of a file.</summary>
    public static string Sentence(string file, Exception exception) => exception switch
    {
        AsdfException or ScienceImageException or TableException or FitsException => exception.Message,
        WcsException wcs when wcs.Message.StartsWith(Path.GetFileName(file), StringComparison.Ordinal) => wcs.Message,
        _ => $"{file}: {exception.Message}",
    };
}
