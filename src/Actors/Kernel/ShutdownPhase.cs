namespace Nocturne.Actors;

/// <summary>The steps of an orderly end, in order.</summary>
public enum ShutdownPhase
{
    /// <summary>No new frames are taken.</summary>
    StopIntake,

    /// <summary>Frames under way flow out to the store.</summary>
    DrainStreams,

    /// <summary>What the stores hold back is written.</summary>
    FlushStores,

    /// <summary>The last acknowledgements go out and the broker is left.</summary>
    CloseBroker,

    /// <summary>All actors stop.</summary>
    StopActors,
}
