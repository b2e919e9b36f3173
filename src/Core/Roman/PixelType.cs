namespace Nocturne.Core.Roman;

/// <summary>Number types that images come in.</summary>
public enum PixelType
{
    Half,
    Single,
    Double,
}
