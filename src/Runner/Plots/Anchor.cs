namespace Nocturne.Runner.Plots;

/// <summary>Which part of a text stands at its place.</summary>
enum Anchor
{
    Start,
    Middle,
    End,
}
