namespace Nocturne.Runner.Progress;

/// <summary>Shows how far a long job is, on standard error.</summary>
interface IProgressView : IDisposable
{
    /// <summary>Announces a row.</summary>
    /// <param name="name">Band or step.</param>
    /// <param name="total">Frames to come.</param>
    void Begin(string name, int total);

    /// <summary>Sets how many frames of a row are done.</summary>
    void Advance(string name, int done);

    /// <summary>Says a sentence without disturbing the rows.</summary>
    void Say(string sentence);
}
