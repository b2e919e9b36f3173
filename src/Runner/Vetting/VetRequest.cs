using Nocturne.Core.Vetting;

namespace Nocturne.Runner.Vetting;

/// <summary>What is to be vetted, and how.</summary>
sealed record VetRequest
{
    /// <summary>The dips.</summary>
    public required TransitEphemeris Ephemeris { get; init; }

    /// <summary>The checks with their options.</summary>
    public required VettingChecks Checks { get; init; }

    /// <summary>Name of the quality policy, or the bits that exclude a cadence.</summary>
    public required string Quality { get; init; }

    /// <summary>Stars that may be the true host.</summary>
    public IReadOnlyList<NeighbourChoice> Neighbours { get; init; } = [];

    /// <summary>The aperture of the ghost check: optimal, collected, or a radius [pixels].</summary>
    public string Aperture { get; init; } = "optimal";

    /// <summary>Where the star stands, in place of what the file says.</summary>
    public StampPlace? Target { get; init; }

    /// <summary>Sigma of the stars' images [pixels]; null: measured on the stamps.</summary>
    public double? PsfSigma { get; init; }

    /// <summary>The policy for the files of a mission.</summary>
    public QualityPolicy PolicyFor(StampMission mission) =>
        QualityBits(Quality) is { } bits ? new($"mask_{bits}", bits) : QualityPolicy.Named(Quality, mission);

    /// <summary>The bits that a text names as a number; null if it is none.</summary>
    public static int? QualityBits(string text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var bits) ? bits : null;
}
