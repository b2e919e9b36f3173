namespace Nocturne.Streams.Night;

/// <summary>How long each stage worked on a frame [s].</summary>
public sealed class StageTimes
{
    readonly double[] seconds = new double[Enum.GetValues<Stage>().Length];

    /// <summary>Time that a stage took so far [s]; zero for one that the frame did not reach.</summary>
    public double this[Stage stage] => seconds[(int)stage];

    /// <summary>Adds to a stage's time.</summary>
    public void Add(Stage stage, TimeSpan time) => seconds[(int)stage] += time.TotalSeconds;
}
