namespace Nocturne.Core.Calibration;

/// <summary>The master frames that apply to one camera, filter, binning and window; any may be missing.</summary>
public sealed record CalibrationMasters
{
    public static CalibrationMasters None { get; } = new();

    public MasterFrame? Bias { get; init; }

    public MasterFrame? Dark { get; init; }

    public MasterFrame? Flat { get; init; }

    /// <summary>Those that exist.</summary>
    public IEnumerable<MasterFrame> All => new[] { Bias, Dark, Flat }.OfType<MasterFrame>();
}
