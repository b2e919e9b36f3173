namespace Nocturne.Runner.Hocon;

/// <summary>A substitution, <c>${path}</c> or <c>${?path}</c>.</summary>
sealed class HoconReference : HoconNode
{
    public HoconReference(HoconOrigin origin, IReadOnlyList<string> path, bool isOptional, IReadOnlyList<string> scope)
        : base(origin)
    {
        Path = path;
        IsOptional = isOptional;
        ScopedPath = scope.Count == 0 ? path : [.. scope, .. path];
    }

    /// <summary>The path as written.</summary>
    public IReadOnlyList<string> Path { get; }

    /// <summary>The path seen from the place where the file was included; it is tried first.</summary>
    public IReadOnlyList<string> ScopedPath { get; }

    public bool IsOptional { get; }

    public override string Description => $"${{{(IsOptional ? "?" : "")}{HoconPath.Render(Path)}}}";

    internal override bool IsOpen => true;
}
