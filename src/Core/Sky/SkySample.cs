using Nocturne.Core.Astrometry;

namespace Nocturne.Core.Sky;

/// <summary>Sky and guiding at a time, from one camera or from all.</summary>
/// <param name="Time">Middle of the exposure, UTC.</param>
/// <param name="Transparency">Light of the stars relative to the reference.</param>
/// <param name="ShiftX">Where the centre of the field lies against the reference [pixels].</param>
/// <param name="ShiftY">Where the centre of the field lies against the reference [pixels].</param>
public readonly record struct SkySample(Mjd Time, double Transparency, double ShiftX, double ShiftY);
