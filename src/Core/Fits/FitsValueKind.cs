namespace Nocturne.Core.Fits;

/// <summary>What stands in the value field of a header card.</summary>
public enum FitsValueKind
{
    /// <summary>The card has no value: COMMENT, HISTORY, a blank keyword, or a keyword without "=".</summary>
    Commentary,

    /// <summary>There is a value field, but it is empty.</summary>
    Undefined,

    /// <summary>A string (or an unquoted word, which the standard does not know but cameras write).</summary>
    Text,

    /// <summary>An integer or a floating-point number.</summary>
    Number,

    /// <summary>T or F.</summary>
    Logical,

    /// <summary>A pair of numbers in parentheses.</summary>
    Complex,
}
