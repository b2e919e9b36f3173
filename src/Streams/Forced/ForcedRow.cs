using Nocturne.Core.Roman;

namespace Nocturne.Streams.Forced;

/// <summary>A measurement and the image it was made in.</summary>
readonly record struct ForcedRow(ForcedFrame Frame, ForcedMeasurement Measurement);
