namespace Nocturne.Actors;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>The child goes on with its state; the failing message is dropped.</summary>
    Resume,

    /// <summary>The child goes on as a new instance; its mailbox is kept, the failing message is dropped.</summary>
    Restart,

    /// <summary>The child is stopped.</summary>
    Stop,

    /// <summary>The supervisor fails with the same exception: its own supervisor decides.</summary>
    Escalate,
}
