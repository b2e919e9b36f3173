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

    /// <summary>The sentence for the ledger; it begins with the name of a file, the image's as it is called in the ledger.</summary>
    public static string Sentence(ForcedFile file, Exception exception)
    {
        var message = exception.Message;
        foreach (var name in new[] { file.Path, Path.GetFileName(file.Path) })
        {
            if (message.StartsWith(name + ":", StringComparison.Ordinal)) return file.Name + message[name.Length..];
        }

        return exception is AsdfException or ScienceImageException or TableException or FitsException ? message : $"{file.Name}: {message}";
    }
}
