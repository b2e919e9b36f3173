using Microsoft.Extensions.Logging;

namespace Nocturne.Runner.Live;

/// <summary>Hands the server's warnings to the program's log; what it says of each visit is nobody's business.</summary>
sealed class ForwardedLogs(ILogger log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Forwarded(log);

    public void Dispose()
    {
    }

    sealed class Forwarded(ILogger log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && log.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) log.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
