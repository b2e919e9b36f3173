namespace Nocturne.Core.Asdf;

/// <summary>Types of array elements.</summary>
public enum AsdfDataType
{
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Float16,
    Float32,
    Float64,
    Complex64,
    Complex128,
    Bool8,

    /// <summary>Text of a fixed number of bytes, padded with zeros.</summary>
    Ascii,

    /// <summary>Text of a fixed number of characters of four bytes each, padded with zeros.</summary>
    Ucs4,
}
