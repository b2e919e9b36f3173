namespace Nocturne.Core.Photometry;

/// <summary>A number that changes smoothly over the field: a width, a correction.</summary>
public interface IFieldModel
{
    /// <param name="x">Position [pixels].</param>
    /// <param name="y">Position [pixels].</param>
    double At(double x, double y);
}
