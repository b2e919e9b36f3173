namespace Nocturne.Runner.Settings;

/// <summary>All settings of a run. Each property is a key of <c>hocon/reference.conf</c>, which holds its default and says what it does.</summary>
public sealed record NocturneSettings
{
    static readonly Lazy<NocturneSettings> Reference = new(() => SettingsLoader.Load([], []));

    /// <summary>What applies when nothing is set.</summary>
    public static NocturneSettings Default => Reference.Value;

    public required InstrumentSettings Instrument { get; init; }

    public required InputSettings Input { get; init; }

    public required ReduceSettings Reduce { get; init; }

    public required CalibrationSettings Calibration { get; init; }

    public required BackgroundSettings Background { get; init; }

    public required DetectionSettings Detection { get; init; }

    public required CatalogueSettings Catalogue { get; init; }

    public required AlignmentSettings Alignment { get; init; }

    public required PhotometrySettings Photometry { get; init; }

    public required LocalBackgroundSettings LocalBackground { get; init; }

    public required PluginSettings Plugins { get; init; }

    public required SkySettings Sky { get; init; }

    public required StampSettings Stamps { get; init; }

    public required LightcurveSettings Lightcurve { get; init; }

    public required TimeSettings Time { get; init; }

    public required ArrivalSettings Arrivals { get; init; }

    public required LiveSettings Live { get; init; }

    public required StoreSettings Store { get; init; }

    public required ReportSettings Report { get; init; }

    public required PageSettings Page { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    public required LogSettings Log { get; init; }
}
