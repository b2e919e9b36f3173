using Microsoft.Extensions.Hosting;

namespace Nocturne.Runner.Live;

/// <summary>The server lives as long as the night: Ctrl-C is not for it.</summary>
sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
