namespace Nocturne.Runner.Plots;

/// <summary>A colour by its role: a custom property of the page's style, and its value in a picture on white paper.</summary>
/// <param name="Name">Name of the custom property.</param>
/// <param name="Red">Red, 0 to 255.</param>
/// <param name="Green">Green, 0 to 255.</param>
/// <param name="Blue">Blue, 0 to 255.</param>
sealed record Ink(string Name, byte Red, byte Green, byte Blue)
{
    public static Ink Paper { get; } = new("panel", 255, 255, 255);

    public static Ink Text { get; } = new("ink", 28, 29, 34);

    public static Ink Soft { get; } = new("soft", 91, 94, 104);

    public static Ink Grid { get; } = new("grid", 232, 229, 221);

    public static Ink Star { get; } = new("b", 31, 95, 191);

    public static Ink Galaxy { get; } = new("r", 207, 106, 0);

    public static Ink Accent { get; } = new("sky-mark", 179, 38, 30);
}
