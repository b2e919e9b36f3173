namespace Nocturne.Core.Vetting;

/// <summary>What the checks of one candidate in one sector look at.</summary>
public sealed record VettingInput
{
    /// <summary>The dips.</summary>
    public required TransitEphemeris Ephemeris { get; init; }

    /// <summary>The stamps, bad cadences left out by a <see cref="QualityPolicy"/>; null without any.</summary>
    public TargetPixels? Pixels { get; init; }

    /// <summary>Times of the light curve in which the dips were found [BTJD]; null: those of the stamps.</summary>
    public IReadOnlyList<double>? LightCurveTimes { get; init; }

    /// <summary>Where the star and its neighbours stand, for Nocturne's own numbers.</summary>
    public StampScene Scene { get; init; } = new();

    /// <summary>What the quality policy left out, if it was applied.</summary>
    public QualitySelection? Quality { get; init; }

    /// <summary>What is to be known of the pixels, whatever the check; it stands in every result.</summary>
    public IReadOnlyList<VettingNote> Notes { get; init; } = [];

    /// <summary>Whether more cadences are to come.</summary>
    public bool IsProvisional { get; init; }

    /// <summary>The input for a target pixel file: cadences by a policy, the star where the file's position puts it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="ephemeris">The dips.</param>
    /// <param name="policy">Null: the mission's default.</param>
    /// <param name="neighbours">Stars that may be the true host.</param>
    public static VettingInput From(TargetPixelFile file, TransitEphemeris ephemeris, QualityPolicy? policy = null, IReadOnlyList<NeighbourStar>? neighbours = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var selection = (policy ?? QualityPolicy.Default(file.Mission)).Apply(file.Pixels, file.Mission, ephemeris);
        return new()
        {
            Ephemeris = ephemeris,
            Pixels = selection.Pixels,
            Quality = selection,
            Scene = new() { Target = file.TargetPlace, Neighbours = neighbours ?? [] },
        };
    }
}
