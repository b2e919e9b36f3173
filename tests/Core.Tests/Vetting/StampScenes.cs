using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

/// <summary>Stamps made from formulas.</summary>
static class StampScenes
{
    /// <summary>One Gaussian star of width 1 px whose light follows a law, on an even sky.</summary>
    public static TargetPixels Star(
        int rows, int columns, double[] times, Func<double, double> light, StampPlace? place = null, double flux = 1000, double sky = 0, double noise = 0, ulong seed = 1)
    {
        var centre = place ?? StampPlace.CentreOf(rows, columns);
        var random = new RandomStream(seed, RandomPurpose.Pixels);
        var pixels = new float[rows * columns * times.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, column) = (i / columns % rows, i % columns);
            var distance = centre.DistanceTo(row, column);
            var star = flux / (2 * Math.PI) * Math.Exp(-distance * distance / 2);
            pixels[i] = (float)((star * light(times[i / (rows * columns)])) + sky + (noise > 0 ? noise * random.NextNormal() : 0));
        }

        return new(rows, columns, times, pixels);
    }

    /// <summary>Evenly spaced times.</summary>
    public static double[] Times(int count, double first = 2000, double step = 0.01) => [.. Enumerable.Range(0, count).Select(i => first + (i * step))];

    /// <summary>A box-shaped dip.</summary>
    public static Func<double, double> Dip(TransitEphemeris ephemeris, double depth) => time => ephemeris.IsInTransit(time) ? 1 - depth : 1;

    /// <summary>The aperture of all pixels within a radius of the centre.</summary>
    public static bool[] Disc(TargetPixels pixels, double radius) =>
        [.. Enumerable.Range(0, pixels.PixelCount).Select(p => StampPlace.CentreOf(pixels.Rows, pixels.Columns).DistanceTo(p / pixels.Columns, p % pixels.Columns) <= radius)];
}
