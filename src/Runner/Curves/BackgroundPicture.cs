using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Runner.Curves;

/// <summary>The background mesh of a frame made fit for the eye.</summary>
/// <param name="Grey">Brightness of the sky, 255 for the brightest, row by row from the top.</param>
/// <param name="Columns">Pixels in a row of it.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Step">Pixels of the frame in one of its own.</param>
/// <param name="Low">The darkest sky [ADU per pixel].</param>
/// <param name="High">The brightest [ADU per pixel].</param>
/// <param name="Rms">Noise of the sky [ADU per pixel].</param>
/// <param name="Box">Side of a box of the mesh [pixels].</param>
sealed record BackgroundPicture(byte[] Grey, int Columns, int Rows, double Step, double Low, double High, double Rms, int Box)
{
    const int LongestSide = 256;

    public static BackgroundPicture Of(Image frame, BackgroundOptions options)
    {
        var mesh = BackgroundEstimation.Estimate(frame.View, [], options);
        var levels = mesh.LevelMesh.ToArray();
        var (low, high) = (levels.Min(), levels.Max());
        var longest = Math.Max(frame.Width, frame.Height);
        var step = longest / (double)Math.Min(LongestSide, longest);
        var (columns, rows) = ((int)(frame.Width / step), (int)(frame.Height / step));
        var grey = new byte[columns * rows];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var share = (mesh.LevelAt((x + 0.5) * step, (y + 0.5) * step) - low) / Math.Max(high - low, 1e-12);
                grey[((rows - 1 - y) * columns) + x] = (byte)Math.Clamp(255 * share, 0, 255);
            }
        }

        return new(grey, columns, rows, step, low, high, mesh.GlobalRms, options.BoxWidth);
    }

    /// <summary>What is seen, in a sentence.</summary>
    public string Caption(Streams.Night.BandKey band) => FormattableString.Invariant(
        $"{band}: background of the reference frame, calibrated: {Low:0.0} to {High:0.0} ADU per pixel, noise {Rms:0.00} ADU; the mesh has boxes of {Box} pixels.");
}
