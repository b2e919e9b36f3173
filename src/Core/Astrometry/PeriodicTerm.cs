namespace Nocturne.Core.Astrometry;

/// <summary>One term a cos(b + c t) of a series.</summary>
readonly record struct PeriodicTerm(double Amplitude, double Phase, double Frequency);
