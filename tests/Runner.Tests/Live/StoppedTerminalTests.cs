using System.Text;
using Nocturne.Core.Simulation;
using Nocturne.Runner.Commands;
using Nocturne.Runner.Progress;
using Nocturne.TestKit;

namespace Nocturne.Runner.Tests.Live;

/// <summary>Who stops the terminal with Ctrl-S, or pages through the log, holds up no frame.</summary>
public sealed class StoppedTerminalTests
{
    [Fact]
    public async Task A_terminal_that_was_stopped_does_not_stop_the_night()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Bands = [SimulatedBand.Opticam("g")] });
        using var terminal = new StoppedWriter();
        await using var results = new StringWriter();
        var code = await NocturneCommand.RunAsync(["replay", night.Frames, "--speed", "max", "--out", night["out"], "--verbose"], results, terminal).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((int)ExitCode.Success, code);
        Assert.Contains("11 of 12 frames measured", results.ToString(), StringComparison.Ordinal);
        Assert.True(terminal.WasAsked);
    }

    [Fact]
    public async Task What_was_said_is_passed_on_in_order_once_the_terminal_goes_on()
    {
        var clock = new ManualTime();
        using var terminal = new StoppedWriter();
        await using (var screen = new UnhurriedWriter(terminal, clock))
        {
            for (var i = 0; i < 10; i++) screen.WriteLine($"line {i}");
            terminal.Continue();
        }
        Assert.Equal(string.Concat(Enumerable.Range(0, 10).Select(i => $"line {i}\n")), terminal.Text);
    }

    [Fact]
    public async Task Of_too_much_that_waits_the_oldest_goes()
    {
        var clock = new ManualTime();
        using var terminal = new StoppedWriter();
        await using (var screen = new UnhurriedWriter(terminal, clock))
        {
            for (var i = 0; i < 40_000; i++) screen.WriteLine($"line {i}");
            terminal.Continue();
        }
        Assert.EndsWith("line 39998\nline 39999\n", terminal.Text, StringComparison.Ordinal);
        Assert.InRange(terminal.Text.Split('\n').Length, 9_990, 10_100);
    }

    [Fact]
    public async Task Who_takes_slowly_gets_the_latest()
    {
        using var awake = new ManualResetEventSlim();
        var taken = new List<int>();
        var latest = new LatestOnly<int>(item =>
        {
            awake.Wait();
            taken.Add(item);
        });
        for (var i = 1; i <= 100; i++) latest.Offer(i);
        latest.Complete();
        awake.Set();
        await latest.Taken.Within("the latest");
        Assert.Equal(100, taken[^1]);
        Assert.InRange(taken.Count, 1, 2);
    }

    /// <summary>A terminal that takes nothing until it goes on.</summary>
    sealed class StoppedWriter : StringWriter
    {
        readonly ManualResetEventSlim goesOn = new();

        public StoppedWriter() => NewLine = "\n";

        public override Encoding Encoding => Encoding.UTF8;

        public bool WasAsked { get; private set; }

        public string Text => ToString();

        public void Continue() => goesOn.Set();

        public override void Write(string? value)
        {
            WasAsked = true;
            goesOn.Wait();
            base.Write(value);
        }

        public override void WriteLine(string? value) => Write(value + NewLine);

        protected override void Dispose(bool disposing)
        {
            goesOn.Set();
            base.Dispose(disposing);
        }
    }
}
