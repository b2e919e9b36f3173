namespace Nocturne.Actors;

/// <summary>When a <see cref="BackoffSupervisor"/> starts its child again.</summary>
public static class Backoff
{
    /// <summary>After the child has failed. When it stops by itself the supervisor stops too.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor = 0) =>
        new(false, childProps, childName, minBackoff, maxBackoff, randomFactor);

    /// <summary>After the child has stopped, for whatever reason.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor = 0) =>
        new(true, childProps, childName, minBackoff, maxBackoff, randomFactor);
}
