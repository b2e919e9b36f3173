namespace Nocturne.Core.Background;

/// <summary>How a frame is divided into the boxes of a background mesh.</summary>
/// <param name="xEdges">First column of each box, and the width of the frame.</param>
/// <param name="yEdges">First row of each box, and the height of the frame.</param>
public sealed class MeshBoxes(IReadOnlyList<int> xEdges, IReadOnlyList<int> yEdges)
{
    /// <summary>Boxes along x.</summary>
    public int Columns => xEdges.Count - 1;

    /// <summary>Boxes along y.</summary>
    public int Rows => yEdges.Count - 1;

    /// <summary>The pixels of a box: first column and row, columns and rows.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="row">From 0.</param>
    public (int X, int Y, int Width, int Height) this[int column, int row] =>
        (xEdges[column], yEdges[row], xEdges[column + 1] - xEdges[column], yEdges[row + 1] - yEdges[row]);
}
