namespace Nocturne.Conformance.Sky;

/// <summary>How a scenario went.</summary>
public sealed class ScenarioOutcome
{
    /// <summary>Frames of all cameras.</summary>
    public int Frames { get; set; }

    /// <summary>Frames that were placed.</summary>
    public int Placed { get; set; }

    /// <summary>Of these, frames placed by one or two stars.</summary>
    public int ByFewStars { get; set; }

    /// <summary>Frames that show enough stars to be placed.</summary>
    public int Good { get; set; }

    /// <summary>Of these, frames that were not placed.</summary>
    public int Missed { get; set; }

    /// <summary>Most good frames in a row that were not placed.</summary>
    public int LongestMiss { get; set; }

    /// <summary>Rows whose position is that of another star, or of none.</summary>
    public int WrongRows { get; set; }

    /// <summary>Rows.</summary>
    public int Rows { get; set; }

    /// <summary>Pairs of cameras whose stars were numbered as one field.</summary>
    public int Joined { get; set; }

    /// <summary>Pairs of cameras for which that was refused.</summary>
    public int Refused { get; set; }

    /// <summary>Numbers that are not the same star in both cameras.</summary>
    public int WrongNumbers { get; set; }

    /// <summary>Catalogue entries that are no star.</summary>
    public int FalseSources { get; set; }

    /// <summary>Squared position errors of the rows, summed [pixels²].</summary>
    public double SquaredErrors { get; set; }

    /// <summary>What went wrong, in words.</summary>
    public List<string> Faults { get; } = [];
}
