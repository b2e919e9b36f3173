using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>A stored measurement and the light curve that it belongs to.</summary>
readonly record struct MeasurementRow(LightCurveKey Curve, LightCurvePoint Point);
