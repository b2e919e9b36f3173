using System.Globalization;

namespace Nocturne.Runner.Progress;

/// <summary>One line a row and quarter of the way, for logs and pipes.</summary>
sealed class PlainProgress(TextWriter output, TimeProvider time) : IProgressView
{
    readonly Dictionary<string, Row> rows = [];
    readonly Lock gate = new();

    sealed record Row(int Total, long Started)
    {
        public int Quarters { get; set; }
    }

    public void Begin(string name, int total)
    {
        lock (gate)
        {
            rows[name] = new(total, time.GetTimestamp());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {total:N0} {(total == 1 ? "frame" : "frames")}"));
        }
    }

    public void Advance(string name, int done)
    {
        lock (gate)
        {
            if (!rows.TryGetValue(name, out var row) || row.Total == 0) return;
            var quarters = (int)(4L * done / row.Total);
            if (quarters <= row.Quarters) return;
            row.Quarters = quarters;
            var seconds = time.GetElapsedTime(row.Started).TotalSeconds;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {done:N0} of {row.Total:N0} frames, {done / Math.Max(seconds, 1e-3):F1} frames/s"));
        }
    }

    public void Say(string sentence)
    {
        lock (gate) output.WriteLine(sentence);
    }

    public void Dispose()
    {
    }
}
