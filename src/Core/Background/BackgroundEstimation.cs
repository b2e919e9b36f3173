using Nocturne.Core.Imaging;

namespace Nocturne.Core.Background;

/// <summary>Measures the background of a frame box by box.</summary>
public static class BackgroundEstimation
{
    /// <param name="image">The frame; pixels that are not finite are left out.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="options">How; <see cref="BackgroundOptions"/> explains the three rules.</param>
    /// <exception cref="ArgumentException">An option has no meaning, the image has no pixels, or the mask is not of its size.</exception>
    public static BackgroundMesh Estimate(ImageView image, ReadOnlySpan<bool> mask, BackgroundOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (image.Pixels.IsEmpty)
            throw new ArgumentException($"An image of {image.Width} x {image.Height} pixels has no background.", nameof(image));
        if (!mask.IsEmpty && mask.Length < image.Pixels.Length)
            throw new ArgumentException($"The mask has {mask.Length} pixels, the image {image.Pixels.Length}; give no mask or one of the same size.", nameof(mask));

        var (columns, rows) = (new Boxes(image.Width, options.BoxWidth, options.Estimator), new Boxes(image.Height, options.BoxHeight, options.Estimator));
        var (level, rms) = (new MeshGrid(columns.Count, rows.Count), new MeshGrid(columns.Count, rows.Count));
        var good = new bool[columns.Count * rows.Count];
        Measure(image, mask, options, columns, rows, level, rms, good);
        var status = Repair(options, level, rms, good);
        var yAxis = rows.Axis(options.Estimator == BackgroundEstimator.Classic ? 0 : 0.5);
        return new(image.Width, image.Height, level, rms, status, columns.Axis(0.5), yAxis, options.Estimator);
    }

    /// <summary>Lays the surfaces of the gradient rule through a mesh that somebody else fills.</summary>
    /// <param name="image">The frame.</param>
    /// <param name="mask">True = leave out; empty = none.</param>
    /// <param name="own">Fills the mesh.</param>
    /// <param name="options">Sides of boxes and filter; the rest does not matter.</param>
    /// <exception cref="ArgumentException">An option has no meaning, or the image has no pixels.</exception>
    public static BackgroundMesh Estimate(ImageView image, ReadOnlySpan<bool> mask, IFrameBackground own, BackgroundOptions options)
    {
        ArgumentNullException.ThrowIfNull(own);
        options = options with { Estimator = BackgroundEstimator.Gradient };
        options.Validate();
        if (image.Pixels.IsEmpty)
            throw new ArgumentException($"An image of {image.Width} x {image.Height} pixels has no background.", nameof(image));
        var (columns, rows) = (new Boxes(image.Width, options.BoxWidth, options.Estimator), new Boxes(image.Height, options.BoxHeight, options.Estimator));
        var (level, rms) = (new MeshGrid(columns.Count, rows.Count), new MeshGrid(columns.Count, rows.Count));
        own.Estimate(image, mask, new MeshBoxes(columns.Edges(), rows.Edges()), level.Values, rms.Values);
        var good = level.Values.Zip(rms.Values, (sky, noise) => double.IsFinite(sky) && noise >= 0 && double.IsFinite(noise)).ToArray();
        var status = Repair(options, level, rms, good);
        return new(image.Width, image.Height, level, rms, status, columns.Axis(0.5), rows.Axis(0.5), options.Estimator);
    }

    static void Measure(ImageView image, ReadOnlySpan<bool> mask, BackgroundOptions options, Boxes columns, Boxes rows, MeshGrid level, MeshGrid rms, Span<bool> good)
    {
        using var boxes = new BoxSky(image, mask, columns.Edges(), columns.Longest, rows.Longest, options.Estimator);
        for (var j = 0; j < rows.Count; j++)
        {
            var height = rows.Length(j);
            boxes.Begin(rows.Start(j), height);
            for (var i = 0; i < columns.Count; i++)
            {
                var sky = boxes.Measure(i, out var usable);
                level[i, j] = sky.Level;
                rms[i, j] = sky.Rms;
                good[(j * columns.Count) + i] = usable > 0 && (options.Estimator == BackgroundEstimator.Photutils
                    ? sky.Survivors > (1 - (options.ExcludePercentile / 100)) * options.BoxWidth * options.BoxHeight
                    : usable >= 0.5 * columns.Length(i) * height);
            }
        }
    }

    /// <summary>Fills the holes and filters.</summary>
    static MeshStatus[] Repair(BackgroundOptions options, MeshGrid level, MeshGrid rms, bool[] good)
    {
        var status = new MeshStatus[good.Length];
        var classic = options.Estimator == BackgroundEstimator.Classic;
        var goodStatus = MeshStatus.Measured;
        if (!good.Contains(true) && !classic)
        {
            // A crowded or heavily masked frame: better a poor sky than none.
            goodStatus = MeshStatus.Poor;
            for (var k = 0; k < good.Length; k++) good[k] = double.IsFinite(level.Values[k]);
        }
        if (!good.Contains(true))
        {
            Array.Fill(status, MeshStatus.Empty);
            Array.Fill(level.Values, classic ? 0 : double.NaN);
            Array.Fill(rms.Values, classic ? 1 : double.NaN);
            return status;
        }
        for (var k = 0; k < good.Length; k++) status[k] = good[k] ? goodStatus : MeshStatus.Filled;
        if (options.Estimator == BackgroundEstimator.Photutils)
        {
            MeshRepair.FillByDistance(level, rms, good);
            MeshRepair.FilterCut(level, rms, options.FilterWidth, options.FilterHeight);
        }
        else
        {
            MeshRepair.FillFromNearest(level, rms, good);
            MeshRepair.FilterSymmetric(level, rms, options.FilterWidth, options.FilterHeight, options.FilterThreshold);
        }
        return status;
    }

    /// <summary>How one side of the frame is divided.</summary>
    readonly struct Boxes(int size, int box, BackgroundEstimator rule)
    {
        /// <summary>Boxes of the full length and a remainder, or for the gradient rule boxes as equal as whole pixels allow.</summary>
        public int Count { get; } = ((size - 1) / box) + 1;

        public int Longest => Math.Min(size, box);

        public int Start(int index) => rule == BackgroundEstimator.Gradient ? (int)((long)size * index / Count) : index * box;

        public int Length(int index) => Math.Min(size, Start(index + 1)) - Start(index);

        /// <summary>The first pixel of each box, and the size.</summary>
        public int[] Edges()
        {
            var edges = new int[Count + 1];
            for (var i = 0; i < Count; i++) edges[i] = Start(i);
            edges[Count] = size;
            return edges;
        }

        /// <param name="half">Offset of the first centre from the edge [pixels] for a box of length one; Source Extractor forgets it
        /// along y.</param>
        public SplineAxis Axis(double half)
        {
            var centres = new double[Count];
            for (var i = 0; i < Count; i++)
                centres[i] = rule == BackgroundEstimator.Gradient ? (Start(i) + Start(i + 1) - 1) / 2.0 : ((i + 0.5) * box) - half;
            return new(centres, box, rule);
        }
    }
}
