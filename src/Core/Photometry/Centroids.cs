using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Refined positions.</summary>
public static class Centroids
{
    /// <summary>Centre of the positive counts in a square box round the source, again and again.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="x">First position [pixels].</param>
    /// <param name="y">First position [pixels].</param>
    /// <param name="side">Side of the box, odd [pixels].</param>
    /// <param name="rounds">Largest number of rounds; it ends when a step is below 0.01 pixels.</param>
    /// <returns>The position; the first one when the box leaves the frame or holds nothing.</returns>
    public static (double X, double Y) CentreOfMass(in PhotometryFrame frame, double x, double y, int side, int rounds)
    {
        var half = side / 2;
        for (var round = 0; round < rounds; round++)
        {
            var box = new PixelBox(PixelBox.PixelAt(x) - half, PixelBox.PixelAt(y) - half, side, side);
            if (!box.IsWithin(frame.Image.Width, frame.Image.Height)) break;
            using var window = frame.Window(box);
            double sum = 0, sumX = 0, sumY = 0;
            for (var i = 0; i < window.Counts.Length; i++)
            {
                var value = window.Counts[i];
                if ((window.State[i] & PixelState.Bad) != 0 || value < 0) continue;
                sum += value;
                sumX += value * (box.X + (i % side));
                sumY += value * (box.Y + (i / side));
            }

            double nextX = sumX / sum, nextY = sumY / sum;
            if (!double.IsFinite(nextX + nextY)) break;
            var shift = Length(nextX - x, nextY - y);
            (x, y) = (nextX, nextY);
            if (shift < 0.01) break;
        }

        return (x, y);
    }

    /// <summary>Centre of the positive counts weighted by the profile, up to 16 steps a round.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="profile">Light of a point source.</param>
    /// <param name="x">First position [pixels].</param>
    /// <param name="y">First position [pixels].</param>
    /// <param name="rounds">Largest number of rounds; it ends when a round moves the position by less than 0.01 pixels.</param>
    /// <param name="leastSide">Smallest side of the box that must lie in the frame, odd [pixels].</param>
    /// <returns>The position; that before a round in which the box left the frame or held nothing.</returns>
    public static (double X, double Y) ProfileWeighted(
        in PhotometryFrame frame, IProfile profile, double x, double y, int rounds, int leastSide = 1)
    {
        for (var round = 0; round < rounds; round++)
        {
            if (ProfileRound(frame, profile, x, y, leastSide) is not var (nextX, nextY)) break;
            var shift = Length(nextX - x, nextY - y);
            (x, y) = (nextX, nextY);
            if (shift < 0.01) break;
        }

        return (x, y);
    }

    static (double X, double Y)? ProfileRound(in PhotometryFrame frame, IProfile profile, double x, double y, int leastSide)
    {
        for (var step = 0; step < 16; step++)
        {
            var stamp = Stamp.At(profile, x, y);
            var box = stamp.Box;
            var margin = Math.Max(0, (leastSide - Math.Min(box.Width, box.Height)) / 2);
            var reach = new PixelBox(box.X - margin, box.Y - margin, box.Width + (2 * margin), box.Height + (2 * margin));
            if (!reach.IsWithin(frame.Image.Width, frame.Image.Height)) return null;
            using var window = frame.Window(box);
            double sum = 0, sumX = 0, sumY = 0;
            var pixels = 0;
            for (var i = 0; i < stamp.Values.Length; i++)
            {
                var value = window.Counts[i];
                if ((window.State[i] & PixelState.Bad) != 0 || !(value > 0)) continue;
                var weight = value * stamp.Values[i];
                sum += weight;
                sumX += weight * (box.X + (i % box.Width) - x);
                sumY += weight * (box.Y + (i / box.Width) - y);
                pixels++;
            }

            if (pixels < 3 || !(sum > 0)) return null;
            double stepX = sumX / sum, stepY = sumY / sum;
            x += stepX;
            y += stepY;
            if (!double.IsFinite(x + y)) return null;
            if (Length(stepX, stepY) < 1e-4) break;
        }

        return (x, y);
    }

    /// <summary>
    /// Windowed position: Gaussian weight out to four sigma, step doubled, up to 16 steps (Bertin &amp; Arnouts 1996; Source Extractor's
    /// XWIN).
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="x">First position [pixels].</param>
    /// <param name="y">First position [pixels].</param>
    /// <param name="sigma">Standard deviation of the weight [pixels].</param>
    /// <param name="largestStep">No step is longer [pixels].</param>
    public static WindowedPosition Windowed(in PhotometryFrame frame, double x, double y, double sigma, double largestStep)
    {
        const int Subpixels = 11;
        var radius = 4 * sigma;
        var flags = QualityFlag.Good;
        for (var round = 0; round < 16; round++)
        {
            if (!double.IsFinite(x + y)) return new WindowedPosition(x, y, flags | QualityFlag.NonPositiveSum);
            var aperture = Aperture.Circle(x, y, radius);
            var box = aperture.Box;
            flags |= SepAperture.Edge(aperture, frame.Image.Width, frame.Image.Height);
            using var window = frame.Window(box);
            double sum = 0, sumX = 0, sumY = 0;
            for (var i = 0; i < window.Counts.Length; i++)
            {
                int px = window.Box.X + (i % window.Box.Width), py = window.Box.Y + (i / window.Box.Width);
                double dx = px - x, dy = py - y;
                var distance2 = (dx * dx) + (dy * dy);
                if (distance2 >= Square(radius + 0.7072)) continue;
                if ((window.State[i] & PixelState.Bad) != 0)
                {
                    flags |= QualityFlag.HasMaskedPixels;
                    continue;
                }

                var overlap = distance2 > Square(radius - 0.7072) ? ApertureOverlap.Circle(dx, dy, radius, OverlapMethod.Subpixel(Subpixels)) : 1;
                var value = overlap * Math.Exp(-0.5 * distance2 / (sigma * sigma)) * window.Counts[i];
                sum += value;
                sumX += value * dx;
                sumY += value * dy;
            }

            if (!(sum > 0)) return new WindowedPosition(x, y, flags | QualityFlag.NonPositiveSum);
            double stepX = 2 * sumX / sum, stepY = 2 * sumY / sum;
            var step = Length(stepX, stepY);
            if (step > largestStep)
            {
                stepX *= largestStep / step;
                stepY *= largestStep / step;
            }

            x += stepX;
            y += stepY;
            if ((stepX * stepX) + (stepY * stepY) < 1e-8) break;
        }

        return new WindowedPosition(x, y, flags);
    }

    /// <summary>Windowed position with the weights of a profile: plain steps, over the whole of its stamp, up to 16 of them.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="profile">The weights.</param>
    /// <param name="x">First position [pixels].</param>
    /// <param name="y">First position [pixels].</param>
    /// <param name="largestStep">No step is longer [pixels].</param>
    public static WindowedPosition Windowed(in PhotometryFrame frame, IProfile profile, double x, double y, double largestStep)
    {
        var flags = QualityFlag.Good;
        for (var round = 0; round < 16; round++)
        {
            if (!double.IsFinite(x + y)) return new WindowedPosition(x, y, flags | QualityFlag.NonPositiveSum);
            var stamp = Stamp.At(profile, x, y, halfUp: true);
            using var window = frame.Window(stamp.Box);
            var box = window.Box;
            if (box != stamp.Box) flags |= QualityFlag.CutByEdge;
            double sum = 0, sumX = 0, sumY = 0;
            for (var py = box.Y; py < box.Bottom; py++)
            {
                for (var px = box.X; px < box.Right; px++)
                {
                    var weight = stamp.Values[((py - stamp.Box.Y) * stamp.Box.Width) + px - stamp.Box.X];
                    var index = window.IndexOf(px, py);
                    if (weight == 0) continue;
                    if ((window.State[index] & PixelState.Bad) != 0) flags |= QualityFlag.HasMaskedPixels;
                    else
                    {
                        var value = weight * window.Counts[index];
                        sum += value;
                        sumX += value * (px - x);
                        sumY += value * (py - y);
                    }
                }
            }

            if (!(sum > 0)) return new WindowedPosition(x, y, flags | QualityFlag.NonPositiveSum);
            var step = Length(sumX / sum, sumY / sum);
            var factor = step > largestStep ? largestStep / step : 1;
            x += factor * sumX / sum;
            y += factor * sumY / sum;
            if (step < 1e-4) break;
        }

        return new WindowedPosition(x, y, flags);
    }

    static double Length(double dx, double dy) => Math.Sqrt((dx * dx) + (dy * dy));

    static double Square(double value) => value * value;
}
