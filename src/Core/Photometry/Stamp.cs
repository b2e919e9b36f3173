using Nocturne.Core.Photometry.Psf;

namespace Nocturne.Core.Photometry;

/// <summary>A profile on pixels of the frame.</summary>
/// <param name="Box">Where it lies; it may reach over the edge of the frame.</param>
/// <param name="Values">Share of the light per pixel, row by row.</param>
public sealed record Stamp(PixelBox Box, double[] Values)
{
    /// <summary>The stamp of a profile round the pixel in which a source lies.</summary>
    /// <param name="profile">The light.</param>
    /// <param name="x">Position of the source [pixels].</param>
    /// <param name="y">Position of the source [pixels].</param>
    /// <param name="halfUp">Whether .5 goes up, as in C programs, and not to the even number.</param>
    public static Stamp At(IProfile profile, double x, double y, bool halfUp = false)
    {
        var stamp = Around(profile, PixelBox.PixelAt(x, halfUp), PixelBox.PixelAt(y, halfUp));
        profile.Fill(x, y, stamp.Box.X, stamp.Box.Y, stamp.Values);
        return stamp;
    }

    /// <summary>An empty stamp of a profile's size round a pixel.</summary>
    public static Stamp Around(IProfile profile, int x, int y) =>
        new(
            new PixelBox(x - (profile.Width / 2), y - (profile.Height / 2), profile.Width, profile.Height),
            new double[profile.Width * profile.Height]);

    /// <summary>Σ values.</summary>
    public double Sum
    {
        get
        {
            double sum = 0;
            foreach (var value in Values) sum += value;
            return sum;
        }
    }

    /// <summary>Adds so many times the profile to an image of the pixels of a box.</summary>
    public void AddTo(PixelBox box, Span<double> image, double factor)
    {
        var common = Box.Common(box);
        for (var y = common.Y; y < common.Bottom; y++)
        {
            var values = Values.AsSpan(((y - Box.Y) * Box.Width) + common.X - Box.X, common.Width);
            var target = image.Slice(((y - box.Y) * box.Width) + common.X - box.X, common.Width);
            for (var i = 0; i < values.Length; i++) target[i] += factor * values[i];
        }
    }

    /// <summary>Share of the light in an aperture, by the exact overlap.</summary>
    public double ShareIn(in Aperture aperture) => ShareIn(aperture, Box);

    /// <summary>Share of the light in that part of an aperture that lies in a box of pixels.</summary>
    public double ShareIn(in Aperture aperture, PixelBox limit)
    {
        var box = Box.Common(aperture.Box).Common(limit);
        Span<double> shares = box.Width <= 256 ? stackalloc double[Math.Max(0, box.Width)] : new double[box.Width];
        double sum = 0;
        for (var y = box.Y; y < box.Bottom; y++)
        {
            ApertureOverlap.Row(aperture, OverlapMethod.Exact, box.X, y, shares);
            var values = Values.AsSpan(((y - Box.Y) * Box.Width) + box.X - Box.X, box.Width);
            for (var k = 0; k < shares.Length; k++) sum += shares[k] * values[k];
        }

        return sum;
    }

    /// <summary>Σ values over the pixels of a box whose weight is positive.</summary>
    public double SumWhere(PixelBox box, ReadOnlySpan<double> weights)
    {
        var common = Box.Common(box);
        double sum = 0;
        for (var y = common.Y; y < common.Bottom; y++)
        {
            var values = Values.AsSpan(((y - Box.Y) * Box.Width) + common.X - Box.X, common.Width);
            var used = weights.Slice(((y - box.Y) * box.Width) + common.X - box.X, common.Width);
            for (var i = 0; i < values.Length; i++) sum += used[i] > 0 ? values[i] : 0;
        }

        return sum;
    }
}
