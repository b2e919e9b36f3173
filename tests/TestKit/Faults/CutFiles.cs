namespace Nocturne.TestKit.Faults;

/// <summary>Files that end too early, at each of their lengths: as many seeds as there are lengths play each of them once, and fewer lie evenly among them.</summary>
/// <param name="files">The files.</param>
public sealed class CutFiles(DamagedFiles files) : IFaultKind
{
    /// <summary>A prime, so that its multiples come by every length.</summary>
    const long Stride = 1_299_709;

    /// <inheritdoc/>
    public string Name => "cuts";

    /// <inheritdoc/>
    public (string Counted, string Worst) Words => ($"of {files.Cuts:N0} lengths", files.Words.Worst);

    /// <inheritdoc/>
    public bool MayRunTogether => files.MayRunTogether;

    /// <inheritdoc/>
    public Task<FaultOutcome> PlayAsync(int seed) => files.CutAsync((int)(seed * Stride % files.Cuts));

    /// <inheritdoc/>
    public void Dispose() => files.Dispose();
}
