namespace Nocturne.Core.Photometry;

/// <summary>Whose rules a measurement follows.</summary>
public enum MeasureRecipe
{
    /// <summary>
    /// Ours: exact apertures with bad pixels made up for, weighted solutions with the full covariance, sources at the edge measured on the
    /// pixels that exist, the error of the local sky in the error of the flux, and a flag of its own for every circumstance.
    /// </summary>
    Nocturne,

    /// <summary>As stdpipe 0.3.0's measure_objects with photutils, to compare with its tables.</summary>
    Stdpipe,

    /// <summary>As stdpipe 0.3.0's measure_objects_sep with sep-x, to compare with its tables.</summary>
    StdpipeSep,
}
