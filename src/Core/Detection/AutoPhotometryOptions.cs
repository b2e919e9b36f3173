namespace Nocturne.Core.Detection;

/// <summary>How <see cref="AutoPhotometry"/> measures; the defaults are those that users of Source Extractor know.</summary>
public sealed record AutoPhotometryOptions
{
    /// <summary>Limit within which the Kron radius is looked for [sigmas of the ellipse].</summary>
    public double KronLimit { get; init; } = 6;

    /// <summary>Radius of the aperture [Kron radii].</summary>
    public double KronFactor { get; init; } = 2.5;

    /// <summary>When the mean Kron radius is below this, a circle of this radius is used instead [pixels].</summary>
    public double SmallestRadius { get; init; } = 1.75;

    /// <summary>Share of the flux whose radius is wanted.</summary>
    public double FluxShare { get; init; } = 0.5;

    /// <summary>Gain [electrons per ADU] for the source's own noise in the error of the flux; zero leaves it out.</summary>
    public double Gain { get; init; }

    /// <exception cref="ArgumentException">An option has no meaning.</exception>
    public void Validate()
    {
        if (!(KronLimit > 0) || !(KronFactor > 0) || !(SmallestRadius > 0))
            throw new ArgumentException($"Kron limit {KronLimit}, Kron factor {KronFactor} and smallest radius {SmallestRadius} must be positive.");
        if (!(FluxShare is > 0 and < 1))
            throw new ArgumentException($"The share of the flux is {FluxShare}; it must lie between 0 and 1.");
        if (!(Gain >= 0) || !double.IsFinite(Gain))
            throw new ArgumentException($"The gain is {Gain} electrons per ADU; it must be positive, or zero to leave it out.");
    }
}
