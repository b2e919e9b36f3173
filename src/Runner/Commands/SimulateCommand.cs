using System.CommandLine;

namespace Nocturne.Runner.Commands;

/// <summary><c>nocturne simulate OUT</c>: a night of several cameras with known truth.</summary>
static class SimulateCommand
{
    public static Command Create(CommandOutput output)
    {
        var options = new SimulationOptions();
        var folder = new Argument<string>("OUT") { Description = "Folder for the frames; truth/ in it gets the true light curves." };
        var command = new Command("simulate", "Makes a night of frames with known truth, in OPTICAM's file names and headers.\n\nExample: nocturne simulate night --frames 60 --clouds 0.3 --drift 0.2,0.1") { folder };
        options.AddTo(command);
        var common = new CommonOptions().AddTo(command);
        command.SetAction(parsed =>
        {
            using var interrupt = new UserInterrupt(output.Errors);
            using var progress = common.Progress(parsed, output);
            var plan = options.Plan(parsed);
            NightSimulation.Write(plan, parsed.GetValue(folder)!, options.Calibration(parsed), options.Compress(parsed), progress, interrupt.Token);
            output.Results.WriteLine(parsed.GetValue(folder));
        });
        return command;
    }
}
