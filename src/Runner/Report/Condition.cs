using Nocturne.Streams.Night;

namespace Nocturne.Runner.Report;

/// <summary>Something that is measured of every frame as a whole, and shown over the night.</summary>
/// <param name="Name">Its key in the page's data.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Label">Label of the axis, with the unit.</param>
/// <param name="Value">Its value for a frame and the centre of the reference frame; NaN when not known.</param>
sealed record Condition(string Name, string Title, string Label, Func<FrameRecord, (double X, double Y), double> Value)
{
    public static IReadOnlyList<Condition> All { get; } =
    [
        new("transparency", "Transparency: light of the stars against the reference", "Transparency", (frame, _) => frame.Transparency ?? double.NaN),
        new("background", "Sky background", "Sky [ADU per pixel]", (frame, _) => frame.BackgroundLevel ?? double.NaN),
        new("seeing", "Seeing: width of the stars at half maximum", "FWHM [pixels]", (frame, _) => frame.Fwhm ?? double.NaN),
        new("dx", "Shift of the field in x", "Shift in x [pixels]", (frame, centre) => ShiftOf(frame, centre).X),
        new("dy", "Shift of the field in y", "Shift in y [pixels]", (frame, centre) => ShiftOf(frame, centre).Y),
        new("rotation", "Rotation of the field", "Rotation [degrees]", (frame, _) => frame.Transform?.Rotation * (180 / Math.PI) ?? double.NaN),
        new("matched", "Stars that carried the alignment", "Matched stars", (frame, _) => frame.MatchedStars),
        new("noise", "Sky noise", "RMS [ADU per pixel]", (frame, _) => frame.BackgroundRms ?? double.NaN),
        new("airmass", "Airmass", "Airmass", (frame, _) => frame.Airmass ?? double.NaN),
    ];

    static (double X, double Y) ShiftOf(FrameRecord frame, (double X, double Y) centre)
    {
        if (frame.Transform is not { } map) return (double.NaN, double.NaN);
        var (x, y) = map.Apply(centre.X, centre.Y);
        return (x - centre.X, y - centre.Y);
    }
}
