using Nocturne.Conformance.Roman;

return RomanConformance.Run(args[1], Console.Out);
