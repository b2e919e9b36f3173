namespace Nocturne.Core.Calibration;

/// <summary>What a master frame corrects.</summary>
public enum MasterKind
{
    /// <summary>The electronic offset [ADU].</summary>
    Bias,

    /// <summary>Dark counts per second, free of bias [ADU/s].</summary>
    Dark,

    /// <summary>Relative response, median one.</summary>
    Flat,
}
