using System.ComponentModel.DataAnnotations;
using Nocturne.Core.Background;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Settings;

/// <summary>The mesh that follows the sky.</summary>
public sealed record BackgroundSettings
{
    /// <summary>Side of a mesh box [pixels].</summary>
    [Range(4, 4096)]
    public required Auto<int> Box { get; init; }

    /// <summary>Side of the median filter over the mesh [boxes], odd.</summary>
    [AllowedValues(1, 3, 5, 7, 9)]
    public required int FilterSize { get; init; }

    public required BackgroundEstimator Estimator { get; init; }
}
