namespace Nocturne.TestKit.Faults;

/// <summary>One kind of trouble that a night may meet. A seed decides all of it, so that what failed can be played again.</summary>
public interface IFaultKind : IDisposable
{
    /// <summary>Name on the command line.</summary>
    string Name { get; }

    /// <summary>What <see cref="FaultOutcome.Faults"/> counts, and what <see cref="FaultOutcome.Worst"/> is, with its unit.</summary>
    (string Counted, string Worst) Words { get; }

    /// <summary>Whether several seeds may be played at the same time.</summary>
    bool MayRunTogether { get; }

    /// <summary>Plays what a seed decides.</summary>
    Task<FaultOutcome> PlayAsync(int seed);
}
