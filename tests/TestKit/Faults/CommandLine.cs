namespace Nocturne.TestKit.Faults;

/// <summary>Runs a command line of the program in this process.</summary>
/// <param name="args">The arguments.</param>
/// <param name="clock">The clock by which the night runs; that of the system when null.</param>
/// <returns>Its exit code and all that it said.</returns>
public delegate Task<(int Code, string Said)> CommandLine(string[] args, TimeProvider? clock = null);
