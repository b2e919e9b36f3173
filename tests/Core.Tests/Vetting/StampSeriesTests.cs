using System.Text;
using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;

namespace Nocturne.Core.Tests.Vetting;

public class StampSeriesTests
{
    static readonly TransitEphemeris Dips = new(1, 2000.5, 2.4);

    [Fact]
    public void Order_of_arrival_repetition_and_restart_change_no_digit()
    {
        var cadences = Cadences(120);
        var straight = Fill(cadences);
        var shuffled = cadences.ToArray();
        var random = new RandomStream(4, RandomPurpose.Jitter);
        for (var i = shuffled.Length - 1; i > 0; i--)
        {
            var j = random.NextBelow(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        // Half a night, a file, a restart, the other half, and some frames twice.
        var restarted = StampSeries.From(ThroughFile(Fill(shuffled[..60]).ToFile(Mask())));
        foreach (var cadence in shuffled[40..]) restarted.Add(cadence);
        Assert.Equal(120, restarted.Count);
        Assert.Equal(Answer(straight.ToFile(Mask())), Answer(restarted.ToFile(Mask())));
    }

    [Fact]
    public void A_stamp_that_was_written_and_read_back_gives_the_same_numbers_to_the_last_digit()
    {
        var series = Fill(Cadences(120));
        var scaled = series.ToFile(Mask(), number => 0.5 + (number / 1000.0));
        Assert.Equal(Answer(scaled), Answer(ThroughFile(scaled)));
        Assert.NotEqual(Answer(scaled), Answer(series.ToFile(Mask())));
    }

    [Fact]
    public void The_same_number_with_other_pixels_is_refused()
    {
        var series = Fill(Cadences(3));
        Assert.False(series.Add(Cadences(1)[0]));
        Assert.Throws<ArgumentException>(() => series.Add(new(0, 1, new float[225])));
        Assert.Throws<ArgumentException>(() => series.Add(new(9, 1, new float[9])));
    }

    [Fact]
    public void A_dip_is_final_half_a_day_later_or_when_the_night_is_over()
    {
        var series = Fill(Cadences(20));
        Assert.False(series.IsProvisional(1999));
        Assert.True(series.IsProvisional(2000.1));
        series.Complete();
        Assert.False(series.IsProvisional(2000.1));
    }

    [Fact]
    public void A_window_has_the_star_on_its_middle_pixel_and_what_is_outside_is_missing()
    {
        var frame = new Image(6, 5);
        for (var i = 0; i < 30; i++) frame.Pixels[i] = i;
        var window = StampWindow.Around(1.4, 3.6, 5);
        Assert.Equal(new StampWindow(-1, 2, 5, 5), window);
        Assert.Equal(new StampPlace(1.6, 2.4), window.PlaceOf(1.4, 3.6), (a, b) => a.DistanceTo(b.Row, b.Column) < 1e-12);
        var mask = new bool[30];
        mask[13] = true;
        var stamp = window.Cut(frame.View, mask);
        Assert.Equal(new float[] { float.NaN, 12, float.NaN, 14, 15 }, stamp[..5]);
        Assert.All(stamp[15..], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void What_lies_outside_the_frame_says_nothing_or_is_saturated_is_known()
    {
        var frame = new Image(6, 5);
        (frame[1, 3], frame[2, 3]) = (float.NaN, 50_000);
        var window = StampWindow.Around(1, 3, 3);
        Assert.Equal([0, 0, 0, 0, 2, 4, 0, 0, 0], window.Faults(frame.View, 50_000)!);
        Assert.Equal([0, 0, 0, 0, 2, 0, 0, 0, 0], window.Faults(frame.View, null)!);
        Assert.Equal([1, 1, 1, 1, 0, 0, 1, 0, 0], StampWindow.Around(0, 0, 3).Faults(frame.View, null)!);
        Assert.Null(StampWindow.Around(4, 1, 3).Faults(frame.View, 50_000));
    }

    static List<StampCadence> Cadences(int count)
    {
        var pixels = StampScenes.Star(15, 15, StampScenes.Times(count), StampScenes.Dip(Dips, 0.05), noise: 2);
        return [.. Enumerable.Range(0, count).Select(i => new StampCadence(i, pixels.Times[i], pixels.Frame(i).ToArray()) { ColumnOffset = i % 5 * 0.1f, RowOffset = -0.1f })];
    }

    static StampSeries Fill(IEnumerable<StampCadence> cadences)
    {
        var series = new StampSeries("star 3");
        foreach (var cadence in cadences) Assert.True(series.Add(cadence));
        return series;
    }

    static bool[] Mask() => StampScenes.Disc(StampScenes.Star(15, 15, [0], _ => 1), 2);

    static TargetPixelFile ThroughFile(TargetPixelFile file)
    {
        using var stream = new MemoryStream();
        TargetPixelWriter.Write(stream, file);
        using var fits = FitsFile.Read(stream.ToArray(), "night");
        return TargetPixelReader.Read(fits);
    }

    /// <summary>Everything that both checks say, as text with all digits.</summary>
    static string Answer(TargetPixelFile file)
    {
        var report = VettingReport.Run(VettingChecks.Default, ["V10", "V20"], [new("night", VettingInput.From(file, Dips))]);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) report.Write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
