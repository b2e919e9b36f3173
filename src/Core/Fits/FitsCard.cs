namespace Nocturne.Core.Fits;

/// <summary>One entry of a header; a string that goes on over CONTINUE cards is one entry.</summary>
/// <param name="Keyword">The keyword; of a HIERARCH card all words between HIERARCH and the equals sign.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">Text without its quotes and trailing blanks; a number as it stands in the file; T or F; of COMMENT and HISTORY the
/// text.</param>
/// <param name="Comment">What stands behind the slash; empty if nothing.</param>
public sealed record FitsCard(string Keyword, FitsValueKind Kind, string Value, string Comment);
