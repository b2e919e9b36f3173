using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Vetting;

namespace Nocturne.Conformance.Tess;

/// <summary>Stamps cut from whole frames, taken through a target pixel file in memory, as those of a night are.</summary>
sealed class OwnFramesSource : ITessSource
{
    readonly Image[] frames;
    readonly double[] times;

    public OwnFramesSource(string path)
    {
        using var file = FitsFile.Open(path);
        var cube = file.Images.First();
        frames = [.. Enumerable.Range(0, cube.PlaneCount).Select(cube.ReadImage)];
        var table = file.Tables.First();
        var offset = (table.Header.GetDouble("BJDREFI") ?? TransitEphemeris.BtjdZero) + (table.Header.GetDouble("BJDREFF") ?? 0) - TransitEphemeris.BtjdZero;
        times = Array.ConvertAll(table.ReadDoubles("TIME"), time => time + offset);
    }

    public CaseResult CompareReader(string title, JsonElement expected)
    {
        var tally = new Tally();
        double sum = 0;
        foreach (var frame in frames)
        {
            foreach (var value in frame.Pixels) sum += float.IsFinite(value) ? value : 0;
        }

        foreach (var property in expected.EnumerateObject())
        {
            var (key, value) = (property.Name, property.Value);
            switch (key)
            {
                case "n_frames": tally.Same(key, frames.Length, value.GetInt64()); break;
                case "n_rows": tally.Same(key, frames[0].Height, value.GetInt64()); break;
                case "n_cols": tally.Same(key, frames[0].Width, value.GetInt64()); break;
                case "flux_sum_finite_double": tally.Compare(key, sum, value.GetDouble(), 1e-9 * Math.Abs(value.GetDouble())); break;
                case "time_btjd_first_finite": tally.Compare(key, times.First(double.IsFinite), value.GetDouble(), 0); break;
                case "time_btjd_last_finite": tally.Compare(key, times.Last(double.IsFinite), value.GetDouble(), 0); break;
                default: return CaseResult.Failed(title, $"no comparison is written for '{key}' of the reader");
            }
        }

        return tally.ToResult(title);
    }

    public (VettingInput Input, int Cadences) Input(JsonElement run)
    {
        var (rows, columns) = (run.GetProperty("window_rows"), run.GetProperty("window_cols"));
        var (top, left) = (rows[0].GetInt32(), columns[0].GetInt32());
        var window = new StampWindow(left, top, columns[1].GetInt32() - left, rows[1].GetInt32() - top);
        bool[]? aperture = null;
        if (run.TryGetProperty("aperture_mask_rows_cols", out var mask) && !RunParameters.IsWithheld(run, "aperture_mask"))
        {
            aperture = new bool[window.Rows * window.Columns];
            foreach (var pixel in mask.EnumerateArray()) aperture[(pixel[0].GetInt32() * window.Columns) + pixel[1].GetInt32()] = true;
        }

        // Backwards, since the order of arrival must not show.
        var series = new StampSeries("own", window.Rows, window.Columns);
        for (var i = frames.Length - 1; i >= 0; i--) series.Add(new(i, times[i], window.Cut(frames[i].View)));
        using var written = new MemoryStream();
        TargetPixelWriter.Write(written, series.ToFile(aperture));
        using var file = FitsFile.Read(written.ToArray(), "own frames");
        var pixels = TargetPixelReader.Read(file).Pixels;
        return (RunParameters.Input(run, RunParameters.Ephemeris(run), pixels), pixels.CadenceCount);
    }
}
