namespace Nocturne.Actors;

/// <summary>The address a question waits for its answer at. The first answer counts; later ones are dead letters.</summary>
sealed class PromiseRef(ActorSystem system, string name) : IActorRef
{
    readonly TaskCompletionSource<object> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Path => "/temp/" + name;

    public string Name => name;

    public ActorSystem System => system;

    public Task<object> Answer => answer.Task;

    public void Tell(object message, IActorRef? sender = null)
    {
        var first = message is Failure failure ? answer.TrySetException(failure.Cause) : answer.TrySetResult(message);
        if (!first) system.DeadLetters.Take(message, sender, this);
    }

    public ValueTask SendAsync(object message, IActorRef? sender = null, CancellationToken token = default)
    {
        Tell(message, sender);
        return ValueTask.CompletedTask;
    }

    public void GiveUp(Exception why) => answer.TrySetException(why);

    public override string ToString() => Path;
}
