namespace Nocturne.Actors.Night;

/// <summary>What a night is about.</summary>
public enum NightPhase
{
    /// <summary>Reads what was there at the beginning.</summary>
    CatchingUp,

    /// <summary>Takes frames as they come.</summary>
    Running,

    /// <summary>Takes no more frames, and works off what waits.</summary>
    Finishing,

    /// <summary>All is done.</summary>
    Ended,
}
