using Nocturne.Runner.Settings;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Nocturne.Runner.Telemetry;

/// <summary>Sends the metrics to a collector, by OTLP over HTTP.</summary>
static class OtlpExport
{
    /// <summary>Begins to send; what is left is sent when the result is disposed. Null when the settings name no place.</summary>
    /// <exception cref="CommandException">The place is no address.</exception>
    public static IDisposable? Start(TelemetrySettings settings)
    {
        if (settings.OtlpEndpoint == "none") return null;
        if (!Uri.TryCreate(settings.OtlpEndpoint, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new CommandException(ExitCode.Usage, $"'telemetry.otlp-endpoint' must be an address such as http://localhost:4318/v1/metrics but is '{settings.OtlpEndpoint}'.");
        return Sdk.CreateMeterProviderBuilder()
            .AddMeter("Nocturne", "System.Runtime")
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Endpoint = endpoint;
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.TimeoutMilliseconds = 2000;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = Math.Max(100, (int)settings.Every.Value.TotalMilliseconds);
            })
            .Build();
    }
}
