using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace MyLab;

/// <summary>A background of one's own: the median of each box's pixels and their median deviation.</summary>
public sealed class BoxMedianSky : IFrameBackground
{
    /// <inheritdoc/>
    public void Estimate(ImageView frame, ReadOnlySpan<bool> mask, MeshBoxes boxes, Span<double> level, Span<double> rms)
    {
        var values = new List<double>();
        for (var row = 0; row < boxes.Rows; row++)
        {
            for (var column = 0; column < boxes.Columns; column++)
            {
                var box = boxes[column, row];
                values.Clear();
                for (var y = box.Y; y < box.Y + box.Height; y++)
                {
                    foreach (var pixel in frame.Row(y).Slice(box.X, box.Width))
                    {
                        if (float.IsFinite(pixel)) values.Add(pixel);
                    }
                }

                var at = (row * boxes.Columns) + column;
                (level[at], rms[at]) = (double.NaN, double.NaN);
                if (values.Count == 0) continue;
                values.Sort();
                var median = values[values.Count / 2];
                level[at] = median;
                rms[at] = 1.4826 * values.Select(value => Math.Abs(value - median)).Order().ElementAt(values.Count / 2);
            }
        }
    }
}
