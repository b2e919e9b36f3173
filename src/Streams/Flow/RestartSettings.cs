namespace Nocturne.Streams;

/// <summary>How a source is started again.</summary>
public sealed record RestartSettings
{
    /// <summary>Wait before the first restart; it doubles with each further one.</summary>
    public TimeSpan MinBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Up to this share of the wait is added at random.</summary>
    public double RandomFactor { get; init; }

    /// <summary>Where chance comes from.</summary>
    public int Seed { get; init; }

    /// <summary>Restarts in a row before the source gives up; negative: any number.</summary>
    public int MaxRestarts { get; init; } = -1;

    /// <summary>A source that ran so long was well: the next restart counts as the first. <see cref="MinBackoff"/> when null.</summary>
    public TimeSpan? Within { get; init; }
}
