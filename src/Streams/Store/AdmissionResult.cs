using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>What came of an <see cref="Admission"/>.</summary>
/// <param name="Admitted">Bands of which more frames wait than before, with the number of their frames that have begun to wait since the store was opened.</param>
/// <param name="Calibrations">Calibration frames that were not known before.</param>
public sealed record AdmissionResult(IReadOnlyDictionary<BandKey, long> Admitted, IReadOnlyList<FrameDescriptor> Calibrations);
