namespace Nocturne.Runner.Commands;

/// <summary>Calibration frames of each band to simulate.</summary>
sealed record CalibrationCounts(int Flats, int Darks, int Biases);
