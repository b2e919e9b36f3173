using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace Nocturne.Runner.Commands;

/// <summary>Writes log lines to a text writer: time of day, level, sentence.</summary>
/// <param name="output">Where to.</param>
/// <param name="inFull">Whether exceptions are written with all that is known of them; the log file has it in any case.</param>
sealed class TextSink(TextWriter output, bool inFull) : ILogEventSink
{
    readonly Lock gate = new();

    public void Emit(LogEvent logEvent)
    {
        lock (gate)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{logEvent.Timestamp:HH:mm:ss.fff} {logEvent.Level.ToString().ToLowerInvariant()}: {logEvent.RenderMessage(CultureInfo.InvariantCulture)}"));
            if (logEvent.Exception is { } exception) output.WriteLine(inFull ? exception : $"  {exception.Message}");
        }
    }
}
