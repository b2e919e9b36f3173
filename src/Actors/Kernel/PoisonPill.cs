namespace Nocturne.Actors;

/// <summary>Stops the actor when its turn in the mailbox comes, after the messages before it.</summary>
public sealed record PoisonPill
{
    PoisonPill()
    {
    }

    /// <summary>The only one.</summary>
    public static PoisonPill Instance { get; } = new();
}
