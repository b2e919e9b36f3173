using Nocturne.Core.Alignment;

namespace Nocturne.Core.Simulation;

/// <summary>One camera with its filter.</summary>
/// <param name="Camera">Number of the camera; of OPTICAM's, 1 has u or g, 2 has r, 3 has i or z.</param>
/// <param name="Filter">The filter, as the header writes it and as the file name has it.</param>
public sealed record SimulatedBand(int Camera, string Filter)
{
    /// <summary>Size of the field on this camera, relative to the field's own pixels.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Turn of the camera about its centre [degrees from +x towards +y].</summary>
    public double RotationDegrees { get; init; }

    /// <summary>Shift of the camera [pixels].</summary>
    public double OffsetX { get; init; }

    /// <inheritdoc cref="OffsetX"/>
    public double OffsetY { get; init; }

    /// <summary>Whether the camera sees the field in a mirror (left and right exchanged).</summary>
    public bool Mirrored { get; init; }

    /// <summary>Counts from the stars, relative to the plan's.</summary>
    public double FluxFactor { get; init; } = 1;

    /// <summary>Counts from the sky, relative to the plan's.</summary>
    public double SkyFactor { get; init; } = 1;

    /// <summary>Exposure of this camera, if not the plan's [s]; its counts grow with it.</summary>
    public double? ExposureSeconds { get; init; }

    /// <summary>Time from start to start of this camera, if not the plan's [s].</summary>
    public double? CadenceSeconds { get; init; }

    /// <summary>How much later than the plan's start this camera begins [s].</summary>
    public double DelaySeconds { get; init; }

    /// <summary>OPTICAM's camera for a filter, with the field at the same pixels in every band, as in its own generator.</summary>
    public static SimulatedBand Opticam(string filter) => new(filter is "u" or "g" ? 1 : filter is "r" ? 2 : 3, filter);

    /// <summary>OPTICAM's camera for a filter, with its true pixel scale (0.1397, 0.1406 or 0.1661 arcsec), turned and shifted a
    /// little.</summary>
    public static SimulatedBand OpticamOnSky(string filter) => Opticam(filter) switch
    {
        { Camera: 1 } first => first,
        { Camera: 2 } second => second with { Scale = 0.1397 / 0.1406, RotationDegrees = 0.6, OffsetX = 3.3, OffsetY = -5.2 },
        var third => third with { Scale = 0.1397 / 0.1661, RotationDegrees = -1.1, OffsetX = -6.4, OffsetY = 2.7 },
    };

    /// <summary>From the field to this camera, about the centre of the frame.</summary>
    internal PlaneTransform FromField(double centreX, double centreY)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(RotationDegrees));
        return PlaneTransform.Shift(-centreX, -centreY)
            .Then(Mirrored ? new(-1, 0, 0, 0, 1, 0) : PlaneTransform.Identity)
            .Then(new(Scale * cos, -Scale * sin, 0, Scale * sin, Scale * cos, 0))
            .Then(PlaneTransform.Shift(centreX + OffsetX, centreY + OffsetY));
    }

    /// <summary>What sets this band's random numbers apart (FNV-1a of its name): a band looks the same whichever others are
    /// simulated.</summary>
    internal ulong RandomKey
    {
        get
        {
            var hash = 14695981039346656037UL;
            foreach (var letter in Filter) hash = (hash ^ letter) * 1099511628211UL;
            return (hash ^ (uint)Camera) * 1099511628211UL;
        }
    }
}
