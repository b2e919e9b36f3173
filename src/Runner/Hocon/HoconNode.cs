namespace Nocturne.Runner.Hocon;

/// <summary>A value of a HOCON tree. Resolved trees hold scalars, arrays and objects only; parsed ones also references, concatenations and merges.</summary>
public abstract class HoconNode
{
    private protected HoconNode(HoconOrigin origin) => Origin = origin;

    /// <summary>Where the value was written.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>What the value is, as a noun for error messages.</summary>
    public abstract string Description { get; }

    /// <summary>Whether the final kind of the value is known only when references are resolved.</summary>
    internal virtual bool IsOpen => false;
}
