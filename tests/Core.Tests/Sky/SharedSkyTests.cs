using Nocturne.Core.Alignment;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Sky;

namespace Nocturne.Core.Tests.Sky;

/// <summary>Cameras of one telescope see one sky: its transparency, and where it points.</summary>
public sealed class SharedSkyTests
{
    const int Side = 512;

    static readonly Mjd Evening = new(60310, 0.2);

    /// <summary>From the detector of the first camera to that of the second: another scale, turned, mirrored.</summary>
    static readonly PlaneTransform Bolts = new(-0.84 * Math.Cos(0.03), 0.84 * Math.Sin(0.03), 470, 0.84 * Math.Sin(0.03), 0.84 * Math.Cos(0.03), 31);

    [Fact]
    public void The_transparency_is_that_of_most_stars_and_no_variable_counts()
    {
        double[] reference = [50_000, 20_000, 10_000, 5_000, 4_000, double.NaN];
        var fluxes = reference.Select(flux => 0.4 * flux).ToArray();
        var errors = fluxes.Select(flux => double.IsNaN(flux) ? 1 : Math.Sqrt(flux + 900)).ToArray();
        Assert.Equal(0.4, Transparency.Of(fluxes, errors, reference)!.Value, 1e-9);
        fluxes[0] *= 1.7;
        Assert.Equal(0.4, Transparency.Of(fluxes, errors, reference)!.Value, 0.002);
        Assert.Null(Transparency.Of([double.NaN], [1], [100]));
    }

    [Fact]
    public void Noise_of_faint_stars_does_not_bias_the_transparency()
    {
        var random = new Random(3);
        var sum = 0.0;
        for (var trial = 0; trial < 400; trial++)
        {
            double[] reference = [9000, 2000, 700, 500, 400];
            var fluxes = reference.Select(flux => (0.1 * flux) + (80 * Normal(random))).ToArray();
            sum += Transparency.Of(fluxes, [80, 80, 80, 80, 80], reference)!.Value;
        }
        Assert.Equal(0.1, sum / 400, 0.002);
    }

    [Fact]
    public void A_camera_without_stars_lies_where_its_neighbour_says()
    {
        var random = new Random(5);
        var (own, other, reference) = Telescope(random);
        var detector = SharedGuiding.DetectorMap(own[..20], other, reference, largestGap: 10)!.Value;
        AssertSame(Bolts, detector, 0.2);
        var neighbour = new NeighbourCamera(other, reference, detector);
        for (var i = 20; i < own.Length; i++)
        {
            var predicted = SharedGuiding.Predict([neighbour], own[i].Time, Side, Side, largestGap: 10);
            AssertSame(own[i].Transform, predicted!.Value, 0.5);
        }
    }

    [Fact]
    public void A_flip_and_a_jump_are_borrowed_too()
    {
        var random = new Random(7);
        var (own, other, reference) = Telescope(random, flipAt: 25);
        var neighbour = new NeighbourCamera(other, reference, SharedGuiding.DetectorMap(own[..20], other, reference, 10)!.Value);
        AssertSame(own[^1].Transform, SharedGuiding.Predict([neighbour], own[^1].Time, Side, Side, 10)!.Value, 0.5);
        Assert.True(own[^1].Transform.Xx * own[0].Transform.Xx < 0);
    }

    [Fact]
    public void Nothing_is_borrowed_across_a_gap_a_jump_or_a_contradiction()
    {
        TimedPlacement At(double seconds, double x) => new(Evening.AddSeconds(seconds), PlaneTransform.Shift(x, 0));
        Assert.Equal(1, SharedGuiding.At([At(0, 0), At(4, 4)], Evening.AddSeconds(1), 10)!.Value.X0, 1e-6);
        Assert.Null(SharedGuiding.At([At(0, 0), At(40, 4)], Evening.AddSeconds(1), 10));
        Assert.Null(SharedGuiding.At([At(0, 0), At(4, 30)], Evening.AddSeconds(1), 10));
        Assert.Null(SharedGuiding.At([At(0, 0), At(4, 4)], Evening.AddSeconds(5), 10));
        var (here, there) = (new NeighbourCamera([At(0, 0)], PlaneTransform.Identity, PlaneTransform.Identity), new NeighbourCamera([At(0, 3)], PlaneTransform.Identity, PlaneTransform.Identity));
        Assert.NotNull(SharedGuiding.Predict([here], Evening, Side, Side, 10));
        Assert.Null(SharedGuiding.Predict([here, there], Evening, Side, Side, 10));
        Assert.Null(SharedGuiding.Predict([], Evening, Side, Side, 10));
    }

    [Fact]
    public void One_curve_comes_out_of_three_cameras_of_other_cadence_and_zero_point()
    {
        var random = new Random(9);
        double Light(double seconds) => 0.6 + (0.4 * Math.Cos(seconds / 40));
        double Drift(double seconds) => 0.05 * seconds;
        SkySample[] Camera(double cadence, double zero, double shift) =>
            [.. Enumerable.Range(0, (int)(200 / cadence)).Select(i => i * cadence).Select(t => new SkySample(
                Evening.AddSeconds(t), zero * Light(t) * (1 + (0.01 * Normal(random))), shift + Drift(t) + (0.05 * Normal(random)), -Drift(t) + (0.05 * Normal(random))))];
        var cameras = new[] { Camera(1, 1, 0), Camera(2.5, 1.3, 4), Camera(1.7, 0.8, -3) };

        // One camera sees nonsense for a while; two others outvote it.
        for (var i = 20; i < 40; i++) cameras[0][i] = cameras[0][i] with { Transparency = 3, ShiftX = 100 };
        var common = CommonSky.Combine(cameras, stepSeconds: 5);
        Assert.Equal(40, common.Count);
        var zero = common[0].Transparency / Light(common[0].Time.SecondsSince(Evening));
        var shift = common[0].ShiftX - Drift(common[0].Time.SecondsSince(Evening));
        foreach (var sample in common)
        {
            var t = sample.Time.SecondsSince(Evening);
            Assert.Equal(zero * Light(t), sample.Transparency, 0.08);
            Assert.Equal(shift + Drift(t), sample.ShiftX, 0.35);
        }
    }

    [Fact]
    public void The_shift_of_a_flipped_mirrored_camera_is_told_in_the_axes_of_the_first()
    {
        var (x, y) = CommonSky.Shift(PlaneTransform.Shift(3, 4), Side, Side, new(-2, 0, 9, 0, 2, 9));
        Assert.Equal((-6, 8), (x, y));
    }

    /// <summary>Two cameras bolted to one telescope that drifts and turns, not in step; the second camera's reference is another moment than the first's.</summary>
    static (TimedPlacement[] Own, TimedPlacement[] Other, PlaneTransform Reference) Telescope(Random random, int flipAt = int.MaxValue)
    {
        PlaneTransform Pointing(double seconds)
        {
            var (s, c) = Math.SinCos((0.0005 * seconds) + (seconds >= flipAt ? Math.PI : 0));
            return PlaneTransform.Shift(-250, -260).Then(new(c, -s, 0, s, c, 0)).Then(PlaneTransform.Shift(250 + (0.1 * seconds) + (seconds >= flipAt ? 7 : 0), 260 - (0.2 * seconds)));
        }
        var (firstReference, secondReference) = (Pointing(3), Pointing(11).Then(Bolts));
        var other = Enumerable.Range(0, 32).Select(i => new TimedPlacement(Evening.AddSeconds(i * 1.1), firstReference.Inverse().Then(Pointing(i * 1.1)).Then(Noise(random)))).ToArray();
        var own = Enumerable.Range(1, 33).Select(i => new TimedPlacement(Evening.AddSeconds(i), secondReference.Inverse().Then(Pointing(i).Then(Bolts)).Then(Noise(random)))).ToArray();
        return (own, other, firstReference.Inverse().Then(secondReference));
    }

    static PlaneTransform Noise(Random random) => PlaneTransform.Shift(0.05 * Normal(random), 0.05 * Normal(random));

    static void AssertSame(PlaneTransform expected, PlaneTransform actual, double pixels)
    {
        foreach (var (x, y) in new[] { (0.0, 0.0), (Side, 0.0), (0.0, Side), (Side, Side) })
        {
            var (ex, ey) = expected.Apply(x, y);
            var (ax, ay) = actual.Apply(x, y);
            Assert.True(Math.Abs(ex - ax) < pixels && Math.Abs(ey - ay) < pixels, $"({x},{y}): ({ex:F2},{ey:F2}) expected but ({ax:F2},{ay:F2})");
        }
    }

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
