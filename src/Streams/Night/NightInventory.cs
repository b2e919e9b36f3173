namespace Nocturne.Streams.Night;

/// <summary>What a folder of frames holds: the bands, and the files that cannot be used with their reasons.</summary>
/// <param name="Bands">Bands with science frames, in order.</param>
/// <param name="Calibrations">Calibration frames, whether a band uses them or not.</param>
/// <param name="Rejected">Ledger rows of what cannot be used.</param>
/// <param name="Others">Valid files that are neither science nor calibration frames (focus runs, tables).</param>
public sealed record NightInventory(IReadOnlyList<BandFrames> Bands, IReadOnlyList<FrameDescriptor> Calibrations, IReadOnlyList<FrameOutcome> Rejected, int Others)
{
    public int Frames => Bands.Sum(band => band.Frames.Count);
}
