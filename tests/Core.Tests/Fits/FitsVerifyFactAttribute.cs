namespace Nocturne.Core.Tests.Fits;

/// <summary>A fact that asks the program <c>fitsverify</c>; it is skipped where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FitsVerifyFactAttribute : FactAttribute
{
    public FitsVerifyFactAttribute()
    {
        if (Program is null) Skip = "needs the program fitsverify (Debian: apt install fitsverify)";
    }

    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, "fitsverify")).FirstOrDefault(File.Exists);
}
