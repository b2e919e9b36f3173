using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>What came of an <see cref="Admission"/>.</summary>
/// <param name="Waiting">Frames that wait now and did not before, by band.</param>
/// <param name="Calibrations">Calibration frames that were not known before.</param>
public sealed record AdmissionResult(IReadOnlyDictionary<BandKey, int> Waiting, IReadOnlyList<FrameDescriptor> Calibrations);
