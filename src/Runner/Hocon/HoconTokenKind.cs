namespace Nocturne.Runner.Hocon;

/// <summary>The words of the language.</summary>
enum HoconTokenKind
{
    End,
    Newline,
    Gap,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    EqualsSign,
    PlusEquals,
    Unquoted,
    Number,
    Quoted,
    Substitution,
    OptionalSubstitution,
}
