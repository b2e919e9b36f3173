using Nocturne.Core.Astrometry;
using Nocturne.Core.Vetting;

namespace Nocturne.Runner.Vetting;

/// <summary>A neighbour as the user names it: by its position in the sky, or by its place in the stamp.</summary>
/// <param name="Name">For the reports.</param>
/// <param name="Position">Where it is in the sky.</param>
/// <param name="Place">Where it stands in the stamp, in place of that.</param>
sealed record NeighbourChoice(string Name, SkyPosition? Position, StampPlace? Place)
{
    /// <summary>The neighbour in the stamps of a file; null where the position cannot be seen.</summary>
    /// <exception cref="CommandException">It is named by a position, and the file knows none.</exception>
    public NeighbourStar? In(TargetPixelFile file)
    {
        if (Place is { } place) return new(Name, place);
        if (file.Sky is not { } sky)
            throw new CommandException(ExitCode.Usage, $"{file.Name}: no coordinate system is known, so that the position of '{Name}' has no pixel; give --neighbour-pixel {Name}=ROW,COLUMN.");
        var (column, row) = sky.ToPixel(Position!);
        return double.IsFinite(column) ? new(Name, new(row, column)) : null;
    }
}
