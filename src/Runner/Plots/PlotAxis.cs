using System.Globalization;

namespace Nocturne.Runner.Plots;

/// <summary>One axis of a plot: its limits in the order in which they stand, and its label.</summary>
/// <param name="From">Value at the left or lower end.</param>
/// <param name="To">Value at the right or upper end; may be smaller.</param>
/// <param name="Label">What it shows, with the unit.</param>
/// <param name="IsLogarithmic">Whether equal lengths are equal ratios.</param>
sealed record PlotAxis(double From, double To, string Label, bool IsLogarithmic = false)
{
    const int Wanted = 7;

    /// <summary>Where a value stands: 0 at the beginning, 1 at the end.</summary>
    public double Share(double value) => IsLogarithmic ? Math.Log(value / From) / Math.Log(To / From) : (value - From) / (To - From);

    public bool Contains(double value) => Share(value) is >= 0 and <= 1;

    /// <summary>Round values along the axis, with their texts.</summary>
    public IEnumerable<(double Value, string Text)> Ticks()
    {
        if (IsLogarithmic)
        {
            for (var power = (int)Math.Ceiling(Math.Log10(From) - 1e-9); Math.Pow(10, power) <= To * (1 + 1e-9); power++)
                yield return (Math.Pow(10, power), Math.Pow(10, power).ToString("0.######", CultureInfo.InvariantCulture));
            yield break;
        }

        var (low, high) = (Math.Min(From, To), Math.Max(From, To));
        var step = Step((high - low) / Wanted);
        var digits = Math.Clamp((int)-Math.Floor(Math.Log10(step) + 1e-9), 0, 9);
        for (var i = Math.Ceiling((low / step) - 1e-9); i * step <= high + (1e-9 * step); i++)
            yield return (i * step, (i == 0 ? 0 : i * step).ToString($"F{digits}", CultureInfo.InvariantCulture).Replace('-', '\u2212'));
    }

    /// <summary>The smallest of 1, 2, 5 times a power of ten that is not smaller.</summary>
    static double Step(double least)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch { <= 1 => power, <= 2 => 2 * power, <= 5 => 5 * power, _ => 10 * power };
    }
}
