using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>One format of the measurements; fed with all rows in their order, in one reading of the store.</summary>
interface IMeasurementTable : IDisposable
{
    /// <summary>A light curve begins; its points follow.</summary>
    void Begin(LightCurveKey curve);

    void Add(LightCurveKey curve, LightCurvePoint point);

    /// <summary>All rows were given: puts the product in its place.</summary>
    void Commit();
}
