using Nocturne.Runner.Commands;

return await NocturneCommand.RunAsync(args, Console.Out, Console.Error);
