using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>The program that writes at this moment, and how good its rows are.</summary>
/// <param name="Key">Key in the table <c>runs</c>.</param>
/// <param name="Level">Level of the rows that are written.</param>
/// <param name="Masters">Key of the calibration files in use; null when nothing is known of them.</param>
readonly record struct WritingRun(long Key, FrameLevel Level, long? Masters = null);
