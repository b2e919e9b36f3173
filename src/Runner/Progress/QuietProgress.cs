namespace Nocturne.Runner.Progress;

/// <summary>Shows nothing.</summary>
sealed class QuietProgress : IProgressView
{
    public void Begin(string name, int total)
    {
    }

    public void Advance(string name, int done)
    {
    }

    public void Say(string sentence)
    {
    }

    public void Dispose()
    {
    }
}
