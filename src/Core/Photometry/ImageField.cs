using Nocturne.Core.Imaging;

namespace Nocturne.Core.Photometry;

/// <summary>The values of an image.</summary>
public sealed class ImageField(Image image) : IPixelField
{
    /// <summary>Size of the image [pixels].</summary>
    public int Width => image.Width;

    public int Height => image.Height;

    /// <inheritdoc/>
    public void Read(int x, int y, Span<double> values)
    {
        var row = image.Row(y).Slice(x, values.Length);
        for (var i = 0; i < row.Length; i++) values[i] = row[i];
    }
}
