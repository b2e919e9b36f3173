using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>How a row of the ledger came about.</summary>
public sealed record FrameHistory
{
    /// <summary>Whether the rows may still change.</summary>
    public required FrameLevel Level { get; init; }

    /// <summary>Header and data unit of the image in its file.</summary>
    public int Hdu { get; init; }

    /// <summary>How often the frame made its stream fail.</summary>
    public int Tries { get; init; }

    /// <summary>When the file was seen first.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it was whole and taken.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>When its row was written.</summary>
    public DateTimeOffset? Durable { get; init; }

    /// <summary>Version of the program that wrote the row.</summary>
    public string? ProgramVersion { get; init; }

    /// <summary>Digest of the settings that it worked with.</summary>
    public string? SettingsDigest { get; init; }

    /// <summary>Calibration frames that it was calibrated with; null when that is not known.</summary>
    public IReadOnlyList<string>? Calibration { get; init; }

    /// <summary>How long the stages took [s].</summary>
    public IReadOnlyDictionary<Stage, double> StageSeconds { get; init; } = new Dictionary<Stage, double>();

    /// <summary>What the header says beside the time; null for a frame that was stored without.</summary>
    public FrameSetup? Setup { get; init; }
}
