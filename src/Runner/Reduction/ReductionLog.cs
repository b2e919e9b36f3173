using Microsoft.Extensions.Logging;

namespace Nocturne.Runner.Reduction;

/// <summary>What the reduction writes to the log.</summary>
static partial class ReductionLog
{
    [LoggerMessage(200, LogLevel.Warning, "{Remark:l}")]
    public static partial void Remark(this ILogger log, string remark);

    [LoggerMessage(201, LogLevel.Error, "No frame can be reduced: {Count} of {All} files cannot be used, most because of this: {Reason:l}")]
    public static partial void NothingToReduce(this ILogger log, int count, int all, string reason);

    [LoggerMessage(202, LogLevel.Warning, "{Sentence:l} It is tried again until there is room; Ctrl-C gives up.")]
    public static partial void NoRoom(this ILogger log, string sentence);
}
