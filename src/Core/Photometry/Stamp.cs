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
        var stamp = Around(profile, halfUp ? (int)Math.Floor(x + 0.5) : (int)Math.Round(x), halfUp ? (int)Math.Floor(y + 0.5) : (int)Math.Round(y));
        profile.Fill(x, y, stamp.Box.X, stamp.Box.Y, stamp.Values);
        return stamp;
    }

    /// <summary>An empty stamp of a profile's size round a pixel.</summary>
    public static Stamp Around(IProfile profile, int x, int y) =>
        new(new PixelBox(x - (profile.Width / 2), y - (profile.Height / 2), profile.Width, profile.Height), new double[profile.Width * profile.Height]);

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
}
