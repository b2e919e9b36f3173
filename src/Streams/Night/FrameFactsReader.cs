using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Night;

/// <summary>Reads what a header says, by whichever dialect fits it.</summary>
/// <param name="header">Header of the image.</param>
/// <param name="file">Name of the file.</param>
/// <param name="primary">First header of the file when the image lies in an extension; null when it is the image's own.</param>
public delegate FrameFacts FrameFactsReader(FitsHeader header, string file, FitsHeader? primary);
