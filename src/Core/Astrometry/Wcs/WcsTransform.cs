namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>A map from some numbers to some numbers: the building block of coordinate systems. Immutable.</summary>
public abstract class WcsTransform
{
    readonly Lazy<WcsTransform?> inverse;

    protected WcsTransform() => inverse = new(() => StoredInverse ?? MakeInverse());

    /// <summary>How many numbers go in.</summary>
    public abstract int Inputs { get; }

    /// <summary>How many numbers come out.</summary>
    public abstract int Outputs { get; }

    /// <summary>Elementary maps in it.</summary>
    public virtual long Size => 1;

    /// <summary>An inverse given by whoever made the transform; it goes before any other.</summary>
    public WcsTransform? StoredInverse { get; init; }

    /// <summary>The way back: the stored one, else the one that follows from the parts or from the formula; null when there is none.</summary>
    public WcsTransform? Inverse => inverse.Value;

    /// <summary>Applies the map.</summary>
    /// <param name="input"><see cref="Inputs"/> numbers.</param>
    /// <param name="output">Room for <see cref="Outputs"/> numbers; must not overlap the input.</param>
    public abstract void Evaluate(ReadOnlySpan<double> input, Span<double> output);

    protected virtual WcsTransform? MakeInverse() => null;
}
