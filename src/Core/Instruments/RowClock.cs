using System.Globalization;

namespace Nocturne.Core.Instruments;

/// <summary>When the rows of a frame are exposed behind a rolling shutter: each a little later than the one before it.</summary>
/// <param name="SecondsPerRow">From one row of the frame to the next [s]; of binned frames, that of all rows in one.</param>
/// <param name="Order">Which rows come first.</param>
public sealed record RowClock(double SecondsPerRow, RowOrder Order)
{
    /// <summary>How much later a place is exposed than the row that comes first [s]; the time of the frame is that of this row.</summary>
    /// <param name="y">Row of the place [pixels].</param>
    /// <param name="height">Rows of the frame.</param>
    public double OffsetSeconds(double y, int height) => SecondsPerRow * Order switch
    {
        RowOrder.CentreOut => Math.Abs(y - ((height - 1) / 2.0)),
        RowOrder.FirstToLast => y,
        _ => height - 1 - y,
    };

    /// <summary>The form in which a night keeps it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SecondsPerRow:R} {Order}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null if it is something else.</summary>
    public static RowClock? Parse(string? text) =>
        text?.Split(' ') is [var seconds, var order] && double.TryParse(seconds, CultureInfo.InvariantCulture, out var perRow) && Enum.TryParse<RowOrder>(order, out var parsed) ? new(perRow, parsed) : null;
}
