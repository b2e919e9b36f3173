namespace Nocturne.Core.Vetting;

/// <summary>What is to be expected if one star of the stamp were what dims.</summary>
/// <param name="Name">The star; the target is called <c>target</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="PredictedDepthsPpm">The depth that each aperture would show [ppm], with the light lost fitted.</param>
/// <param name="PredictedSlopePpm">Slope of these with radius [ppm per pixel].</param>
/// <param name="SlopeDeviation">Measured slope less the predicted one, in errors of the measured [sigma].</param>
/// <param name="ChiSquare">How badly the curve fits, with what the apertures share and 2 % for the shape of the star's image.</param>
/// <param name="OwnDepth">Share of its own light that the star would have to lose; NaN if its light is unknown. More than 1 is not possible.</param>
public sealed record HostHypothesis(
    string Name, StampPlace Place, IReadOnlyList<double> PredictedDepthsPpm, double PredictedSlopePpm, double SlopeDeviation, double ChiSquare, double OwnDepth);
