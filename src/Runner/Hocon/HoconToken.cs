namespace Nocturne.Runner.Hocon;

/// <summary>One word of a HOCON text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text: unescaped for a quoted one, as written otherwise.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Inner">The words of the path of a substitution.</param>
readonly record struct HoconToken(HoconTokenKind Kind, string Text, int Line, IReadOnlyList<HoconToken>? Inner = null);
