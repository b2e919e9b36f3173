using System.Runtime.InteropServices;

namespace Nocturne.Runner.Commands;

/// <summary>Ctrl-C and a polite kill: the first time the work under way is finished, the second time the program ends at once.</summary>
sealed class UserInterrupt : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly PosixSignalRegistration[] registrations;
    readonly TextWriter errors;
    int count;

    public UserInterrupt(TextWriter errors)
    {
        this.errors = errors;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal), PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal)];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    void OnSignal(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref count) > 1) return;
        signal.Cancel = true;
        errors.WriteLine("Stopping: the frames under way are finished first. Once more stops at once.");
        source.Cancel();
    }
}
