// The drawing of plots, which pages and pictures share.
global using Nocturne.Runner.Forced.Plots;
