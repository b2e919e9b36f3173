namespace Nocturne.Runner.Settings;

/// <summary>Marks settings that change how fast or where results appear but not the results; they stay out of the digest.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NoEffectOnResultsAttribute : Attribute;
