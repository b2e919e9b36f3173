namespace Nocturne.Streams;

/// <summary>What a stage knows of the run it belongs to: clock, drain signal, supervision, counters.</summary>
sealed record StreamScope(Run Run, TimeProvider Clock, Func<Exception, StreamDirective> Decider)
{
    /// <summary>Cancelled when sources should take in nothing more.</summary>
    public CancellationToken Draining => Run.Draining;

    /// <summary>Runs a stage of its own beside the caller and counts it among the run's stages until it ends.</summary>
    public Task Spawn(Func<Task> body) => Run.Spawn(body);

    /// <summary>Disposes an element that is not handed on and counts it.</summary>
    public void Drop<T>(T element)
    {
        Run.CountDropped();
        Discard.Element(element);
    }

    /// <summary>Asks the supervision what becomes of a failure; the element is disposed in every case. Inside a cancelled stage every failure
    /// stops.</summary>
    public StreamDirective Judge<T>(Exception failure, T element, CancellationToken token)
    {
        var directive = token.IsCancellationRequested ? StreamDirective.Stop : Decider(failure);
        if (directive == StreamDirective.Stop) Discard.Element(element);
        else Drop(element);
        return directive;
    }
}
