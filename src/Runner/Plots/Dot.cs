namespace Nocturne.Runner.Plots;

/// <summary>A place in a picture: x to the right, y downwards.</summary>
readonly record struct Dot(double X, double Y);
