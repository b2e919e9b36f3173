namespace Nocturne.Runner;

/// <summary>The version of the program, for products and --version.</summary>
static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
