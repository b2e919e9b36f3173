namespace Nocturne.Core.Photometry;

/// <summary>A value for every pixel of a frame, asked for in pieces: a sky level, a noise, from an image, a mesh or a constant.</summary>
public interface IPixelField
{
    /// <summary>Fills the span with the values of pixels (x, y), (x + 1, y) …, all of which lie in the frame.</summary>
    void Read(int x, int y, Span<double> values);
}
