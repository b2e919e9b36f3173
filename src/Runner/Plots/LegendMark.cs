namespace Nocturne.Runner.Plots;

/// <summary>How something is drawn, and so how its name in the legend is marked.</summary>
enum LegendMark
{
    Dot,
    Ring,
    Dashes,
}
