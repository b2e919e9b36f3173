using Nocturne.Core.Background;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Photometry;

/// <summary>Level and noise of the frame: what was given, and a mesh for what was not.</summary>
/// <param name="Mesh">The mesh; none when it was not needed.</param>
/// <param name="Level">Sky level [ADU].</param>
/// <param name="Error">Standard deviation of each pixel without what the noise model adds [ADU].</param>
/// <param name="SkyRms">Scatter of the sky by the mesh [ADU]; none when there is no mesh.</param>
sealed record MeasureSky(BackgroundMesh? Mesh, IPixelField Level, IPixelField Error, IPixelField? SkyRms)
{
    public static MeasureSky Of(MeasureInput input, MeasureOptions options)
    {
        var mesh = input.Background is null || input.ErrorMap is null || options.EmitBackground ? Estimate(input.Image, input.Mask, options) : null;
        var rms = mesh is null ? null : BackgroundMeshField.Rms(mesh);
        return new MeasureSky(mesh, input.Background ?? BackgroundMeshField.Level(mesh!), input.ErrorMap ?? rms!, rms);
    }

    static BackgroundMesh Estimate(Image image, bool[]? mask, MeasureOptions options) =>
        BackgroundEstimation.Estimate(image.View, mask, new BackgroundOptions
        {
            BoxWidth = options.BackgroundMesh,
            BoxHeight = options.BackgroundMesh,
            ExcludePercentile = 90,
            Estimator = options.Recipe switch
            {
                MeasureRecipe.Stdpipe => BackgroundEstimator.Photutils,
                MeasureRecipe.StdpipeSep => BackgroundEstimator.Classic,
                _ => BackgroundEstimator.Gradient,
            },
        });
}
