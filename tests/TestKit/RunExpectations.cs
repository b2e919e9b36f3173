using Nocturne.Streams;

namespace Nocturne.TestKit;

/// <summary>What tests expect of the end of a run.</summary>
public static class RunExpectations
{
    /// <summary>The run ends well and none of its stages runs any more.</summary>
    public static async Task<T> ExpectResultAsync<T>(this Run<T> run)
    {
        var result = await run.Completion.Within("the run to complete");
        run.ExpectAllStagesStopped();
        return result;
    }

    /// <summary>The run fails and none of its stages runs any more.</summary>
    /// <returns>The failure.</returns>
    public static async Task<TException> ExpectFailureAsync<TException>(this Run run)
        where TException : Exception
    {
        try
        {
            await run.Completion.Within("the run to fail");
        }
        catch (TException e) when (run.Completion.IsCompleted)
        {
            run.ExpectAllStagesStopped();
            return e;
        }
        throw new ExpectationException($"The run was expected to fail with {typeof(TException).Name} but completed.");
    }

    /// <summary>None of the run's stages runs any more.</summary>
    public static void ExpectAllStagesStopped(this Run run)
    {
        if (run.RunningStages != 0) throw new ExpectationException($"{run.RunningStages} stages still run.");
    }
}
