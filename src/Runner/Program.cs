using System.Text;
using Nocturne.Runner.Commands;

// Setting the encoding replaces the console's writers, so it comes before they are handed on.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

return await NocturneCommand.RunAsync(args, Console.Out, Console.Error);
