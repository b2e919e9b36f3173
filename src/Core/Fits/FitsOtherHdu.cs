namespace Nocturne.Core.Fits;

/// <summary>A unit whose data Nocturne does not read: random groups, ASCII tables, compressed tables, foreign extensions.</summary>
public sealed class FitsOtherHdu : FitsHdu
{
    internal FitsOtherHdu(FitsHeader header, HduData data)
        : base(header, data)
    {
    }
}
