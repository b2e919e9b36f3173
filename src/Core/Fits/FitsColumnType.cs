namespace Nocturne.Core.Fits;

/// <summary>What the cells of a table column hold (the letter of TFORM).</summary>
public enum FitsColumnType
{
    /// <summary>L: true, false or nothing.</summary>
    Logical,

    /// <summary>X: bits.</summary>
    Bit,

    /// <summary>B: bytes, unsigned.</summary>
    Byte,

    /// <summary>I.</summary>
    Int16,

    /// <summary>J.</summary>
    Int32,

    /// <summary>K.</summary>
    Int64,

    /// <summary>A: text.</summary>
    Text,

    /// <summary>E.</summary>
    Single,

    /// <summary>D.</summary>
    Double,

    /// <summary>C: pairs of E.</summary>
    ComplexSingle,

    /// <summary>M: pairs of D.</summary>
    ComplexDouble,
}
