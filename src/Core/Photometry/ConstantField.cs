namespace Nocturne.Core.Photometry;

/// <summary>One value for all pixels.</summary>
public sealed class ConstantField(double value) : IPixelField
{
    /// <inheritdoc/>
    public void Read(int x, int y, Span<double> values) => values.Fill(value);
}
