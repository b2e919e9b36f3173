using Nocturne.TestKit;

namespace Nocturne.Actors.Tests.Kernel;

public sealed class AskTests : KernelTest
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task An_answer_completes_the_question_and_a_second_one_is_a_dead_letter()
    {
        var answer = Probe.Ref.AskAsync<int>("how many?", Second);
        await Probe.ExpectMessageAsync("how many?");
        Probe.Reply(42);
        Assert.Equal(42, await answer.Within());
        using var dead = System.EventStream.Subscribe<DeadLetter>(Probe.Ref);
        Probe.Reply(43);
        Assert.Equal(43, (await Probe.ExpectMessageAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task No_answer_in_time_is_a_timeout_with_a_sentence()
    {
        var answer = Probe.Ref.AskAsync<int>("how many?", Second);
        await Probe.ExpectMessageAsync<string>();
        Time.Advance(Second);
        var timeout = await Assert.ThrowsAsync<AskTimeoutException>(() => answer.Within());
        Assert.Equal("The actor /user/probe did not answer 'String' within 1 s.", timeout.Message);
        Probe.Reply(1);
        Assert.Equal(1, System.DeadLetterCount);
    }

    [Fact]
    public async Task A_failure_as_an_answer_is_thrown()
    {
        var answer = Probe.Ref.AskAsync<int>("how many?", Second);
        await Probe.ExpectMessageAsync<string>();
        Probe.Reply(new Failure(new FormatException("no")));
        await Assert.ThrowsAsync<FormatException>(() => answer.Within());
    }

    [Fact]
    public async Task An_answer_of_another_type_is_refused_with_a_sentence()
    {
        var answer = Probe.Ref.AskAsync<int>("how many?", Second);
        await Probe.ExpectMessageAsync<string>();
        Probe.Reply("many");
        Assert.Contains("'Int32' was expected", (await Assert.ThrowsAsync<InvalidCastException>(() => answer.Within())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_gives_up_waiting()
    {
        using var cancel = new CancellationTokenSource();
        var answer = Probe.Ref.AskAsync<int>("how many?", Second, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer.Within());
    }

    [Fact]
    public async Task The_result_of_a_task_arrives_as_a_message_and_so_does_its_failure()
    {
        await Task.FromResult(1).PipeTo(Probe.Ref);
        await Task.FromResult(2).PipeTo(Probe.Ref, success: x => $"got {x}");
        await Task.FromException<int>(new FormatException("bad")).PipeTo(Probe.Ref);
        await Task.FromException<int>(new FormatException("bad")).PipeTo(Probe.Ref, failure: e => e.Message);
        await Probe.ExpectMessageAsync(1);
        await Probe.ExpectMessageAsync("got 2");
        Assert.IsType<FormatException>((await Probe.ExpectMessageAsync<Failure>()).Cause);
        await Probe.ExpectMessageAsync("bad");
    }
}
