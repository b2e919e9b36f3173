using Microsoft.Extensions.Logging;

namespace Nocturne.Runner.Reduction;

/// <summary>What the reduction writes to the log.</summary>
static partial class ReductionLog
{
    [LoggerMessage(200, LogLevel.Warning, "{Remark:l}")]
    public static partial void CalibrationRemark(this ILogger log, string remark);
}
