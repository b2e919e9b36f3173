using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.Simulation;

public class StarPainterTests
{
    [Theory]
    [InlineData(1.5, 1.5, 0, false)]
    [InlineData(2.4, 1.4, -50, false)]
    [InlineData(1.0, 1.0, 0, true)]
    [InlineData(0.6, 0.6, 0, true)]
    [InlineData(3.0, 1.0, 77, true)]
    public void All_the_light_arrives_and_its_centre_and_width_are_right(double major, double minor, double angle, bool integrate)
    {
        foreach (var (x, y) in new[] { (30.0, 30.0), (30.5, 31.5), (29.83, 32.27) })
        {
            var image = new Image(64, 64);
            StarPainter.Add(image, x, y, 12345, new(major, minor, angle), integrate);
            var moments = Moments(image);
            Assert.Equal(1, moments.Sum / 12345, 1e-3);
            Assert.Equal(x, moments.X, 1e-3);
            Assert.Equal(y, moments.Y, 1e-3);
            // The pixel adds its own second moment when the light is integrated over it.
            var pixel = integrate ? 1 / 12.0 : 0;
            var (sin, cos) = Math.SinCos(double.DegreesToRadians(angle));
            Assert.Equal((major * major * cos * cos) + (minor * minor * sin * sin) + pixel, moments.Xx, 0.01);
            Assert.Equal((major * major * sin * sin) + (minor * minor * cos * cos) + pixel, moments.Yy, 0.01);
            Assert.Equal(((major * major) - (minor * minor)) * sin * cos, moments.Xy, 0.01);
        }
    }

    [Fact]
    public void A_star_on_the_edge_leaves_half_its_light_and_one_far_outside_none()
    {
        var image = new Image(40, 40);
        StarPainter.Add(image, -0.5, 20, 1000, new(2, 2, 0), integrate: false);
        Assert.Equal(500, Moments(image).Sum, 1.0);
        image.Pixels.Clear();
        StarPainter.Add(image, -50, 20, 1000, new(2, 2, 0), integrate: false);
        StarPainter.Add(image, 20, double.NaN, 1000, new(2, 2, 0), integrate: false);
        Assert.Equal(0, Moments(image).Sum);
    }

    internal static (double Sum, double X, double Y, double Xx, double Yy, double Xy) Moments(Image image)
    {
        double sum = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
        for (var j = 0; j < image.Height; j++)
        {
            for (var i = 0; i < image.Width; i++)
            {
                double value = image[i, j];
                sum += value;
                x += value * i;
                y += value * j;
                xx += value * i * i;
                yy += value * j * j;
                xy += value * i * j;
            }
        }

        return (sum, x / sum, y / sum, (xx / sum) - (x * x / sum / sum), (yy / sum) - (y * y / sum / sum), (xy / sum) - (x * y / sum / sum));
    }
}
