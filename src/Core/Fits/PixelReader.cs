namespace Nocturne.Core.Fits;

/// <summary>The way to the pixels of an image: plain or compressed.</summary>
abstract class PixelReader
{
    /// <summary>Makes sure that the pixels can be there, before anybody allocates room for them.</summary>
    public abstract void CheckWhole();

    /// <summary>Reads one plane, which fills the destination.</summary>
    public abstract void ReadPlane(int plane, Span<float> destination);

    /// <inheritdoc cref="ReadPlane(int, Span{float})"/>
    public abstract void ReadPlane(int plane, Span<double> destination);
}
