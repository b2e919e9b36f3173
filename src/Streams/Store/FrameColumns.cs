using Nocturne.Core.Alignment;
using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>How a <see cref="FrameRecord"/> becomes a row of the table <c>frames</c>, and back.</summary>
static class FrameColumns
{
    static readonly string[] Names =
    [
        "id", "file", "plane", "state", "fault", "reason",
        "start_utc_day", "start_utc_fraction", "mid_utc_day", "mid_utc_fraction", "bmjd_tdb_start", "bmjd_tdb_mid", "time_source", "exposure_seconds",
        "background_level", "background_rms",
        "transform_xx", "transform_xy", "transform_x0", "transform_yx", "transform_yy", "transform_y0",
        "matched_stars", "alignment_residual", "fwhm", "airmass", "placement", "transparency", "saturated_stars", "sky_state",
    ];

    /// <summary>How the row came about: these follow <see cref="Names"/>.</summary>
    static readonly string[] History = ["level", "run", "durable", "seconds_calibrate", "seconds_background", "seconds_align", "seconds_measure", "masters"];

    /// <summary>The columns in the order of <see cref="Read"/>.</summary>
    public static string Selection { get; } = string.Join(", ", Names);

    /// <summary>Writes a row over one of the same identity, and returns its key. What was noted when the frame was seen first stays.</summary>
    public static string Replace { get; } =
        $"{Insert()} ON CONFLICT (band, id) DO UPDATE SET {string.Join(", ", Names[1..].Concat(History).Select(name => $"{name} = excluded.{name}"))} RETURNING frame, taken";

    /// <summary>Writes a row unless there is one of the same identity.</summary>
    public static string Keep { get; } = $"{Insert()} ON CONFLICT (band, id) DO NOTHING RETURNING frame";

    /// <summary>Sets the parameters of <see cref="Replace"/> or <see cref="Keep"/>.</summary>
    public static void Bind(Statement statement, long band, FrameOutcome outcome, WritingRun run, long durable)
    {
        var (frame, _) = outcome;
        var first = Names.Length + 2;
        statement
            .Bind(first, run.Level.ToString()).Bind(first + 1, run.Key).Bind(first + 2, durable)
            .Bind(first + 3, outcome.Times?[Stage.Calibrate]).Bind(first + 4, outcome.Times?[Stage.Background])
            .Bind(first + 5, outcome.Times?[Stage.Align]).Bind(first + 6, outcome.Times?[Stage.Measure]).Bind(first + 7, run.Masters);
        statement
            .Bind(1, band)
            .Bind(2, frame.Id).Bind(3, frame.File).Bind(4, frame.Plane)
            .Bind(5, frame.State.ToString()).Bind(6, frame.Fault.ToString()).Bind(7, frame.Reason)
            .Bind(8, frame.StartUtc).Bind(10, frame.MidUtc)
            .Bind(12, frame.BmjdTdbStart).Bind(13, frame.BmjdTdbMid).Bind(14, frame.TimeSource).Bind(15, frame.ExposureSeconds)
            .Bind(16, frame.BackgroundLevel).Bind(17, frame.BackgroundRms)
            .Bind(18, frame.Transform?.Xx).Bind(19, frame.Transform?.Xy).Bind(20, frame.Transform?.X0)
            .Bind(21, frame.Transform?.Yx).Bind(22, frame.Transform?.Yy).Bind(23, frame.Transform?.Y0)
            .Bind(24, frame.MatchedStars).Bind(25, frame.AlignmentResidual).Bind(26, frame.Fwhm).Bind(27, frame.Airmass)
            .Bind(28, frame.Placement.ToString()).Bind(29, frame.Transparency).Bind(30, frame.SaturatedStars).Bind(31, frame.Sky?.ToString());
    }

    /// <summary>The record in a row that begins with <see cref="Selection"/>.</summary>
    public static FrameRecord Read(Statement row, BandKey band) => new()
    {
        Band = band,
        Id = row.Text(0),
        File = row.Text(1),
        Plane = row.Int(2),
        State = State(row.Text(3)),
        Fault = Enum.Parse<FrameFault>(row.Text(4)),
        Reason = row.TextOrNull(5),
        StartUtc = row.MjdOrNull(6),
        MidUtc = row.MjdOrNull(8),
        BmjdTdbStart = row.DoubleOrNull(10),
        BmjdTdbMid = row.DoubleOrNull(11),
        TimeSource = row.TextOrNull(12),
        ExposureSeconds = row.DoubleOrNull(13),
        BackgroundLevel = row.DoubleOrNull(14),
        BackgroundRms = row.DoubleOrNull(15),
        Transform = row.IsNull(16) ? null
            : new PlaneTransform(row.Double(16), row.Double(17), row.Double(18), row.Double(19), row.Double(20), row.Double(21)),
        MatchedStars = row.Int(22),
        AlignmentResidual = row.DoubleOrNull(23),
        Fwhm = row.DoubleOrNull(24),
        Airmass = row.DoubleOrNull(25),
        Placement = row.TextOrNull(26) is { } placement ? Enum.Parse<PlacementKind>(placement) : PlacementKind.None,
        Transparency = row.DoubleOrNull(27),
        SaturatedStars = row.IsNull(28) ? 0 : row.Int(28),
        Sky = row.TextOrNull(29) is { } sky ? Enum.Parse<SkyState>(sky) : null,
    };

    public static FrameState State(string name) => Enum.Parse<FrameState>(name);

    static string Insert() =>
        $"INSERT INTO frames (band, {Selection}, {string.Join(", ", History)}) VALUES (?{string.Concat(Enumerable.Repeat(", ?", Names.Length + History.Length))})";
}
