using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Alignment;
using Nocturne.Core.Imaging;
using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

public class StampOrientationTests
{
    const int Side = 5;

    public static TheoryData<int, int, int, int> Ways => new()
    {
        { 1, 0, 0, 1 }, { 0, -1, 1, 0 }, { -1, 0, 0, -1 }, { 0, 1, -1, 0 }, { 1, 0, 0, -1 }, { -1, 0, 0, 1 }, { 0, 1, 1, 0 }, { 0, -1, -1, 0 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_stamp_of_a_turned_or_mirrored_frame_is_brought_to_the_reference_pixel_by_pixel(int xx, int xy, int yx, int yy)
    {
        var reference = new Image(11, 11);
        for (var i = 0; i < 121; i++) reference.Pixels[i] = i;
        // The same scene about the middle of an equally large frame.
        var map = PlaneTransform.Shift(-5, -5).Then(new(xx, xy, 0, yx, yy, 0)).Then(PlaneTransform.Shift(5, 5));
        var frame = new Image(11, 11);
        for (var y = 0; y < 11; y++)
        {
            for (var x = 0; x < 11; x++)
            {
                var (fx, fy) = map.Apply(x, y);
                frame[(int)fx, (int)fy] = reference[x, y];
            }
        }

        var orientation = StampOrientation.Of(map);
        var (starX, starY) = map.Apply(4, 6);
        var stamp = StampWindow.Around(starX, starY, Side).Cut(frame.View);

        Assert.Equal(new(xx, xy, yx, yy), orientation);
        Assert.Equal(StampWindow.Around(4, 6, Side).Cut(reference.View), orientation.ToReference(stamp, Side));
        Assert.Equal(PlaneTransform.Identity, orientation.Rest(map));
    }

    [Fact]
    public void Even_sides_turn_too()
    {
        Assert.Equal([4, 3, 2, 1], StampOrientation.Of(new(-1, 0, 0, 0, -1, 0)).ToReference([1, 2, 3, 4], 2));
    }

    [Fact]
    public void A_map_is_its_orientation_and_a_turn_of_at_most_45_degrees()
    {
        Prop.ForAll(Gen.Choose(-1800, 1800).Zip(Gen.Choose(0, 1)).ToArbitrary(), pair =>
        {
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(pair.Item1 / 10.0));
            var mirror = pair.Item2 == 0 ? 1 : -1;
            var map = new PlaneTransform(cos, -sin * mirror, 0, sin, cos * mirror, 0);
            var orientation = StampOrientation.Of(map);
            var rest = orientation.Rest(map);
            Assert.True(rest.Determinant > 0);
            Assert.InRange(double.RadiansToDegrees(rest.Rotation), -45.0001, 45.0001);
            // An offset of the frame, brought to the reference, is the rest's.
            var (x, y) = map.Apply(3, 1);
            var (expectedX, expectedY) = rest.Apply(3, 1);
            var (dx, dy) = orientation.ToReference(x, y);
            Assert.Equal(expectedX, dx, 1e-12);
            Assert.Equal(expectedY, dy, 1e-12);
        }).QuickCheckThrowOnFailure();
    }
}
