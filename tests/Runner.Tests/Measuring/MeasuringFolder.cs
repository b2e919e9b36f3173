using System.Globalization;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Measuring;

/// <summary>A folder with an image of stars, their list and their PSF, gone after the test.</summary>
sealed class MeasuringFolder : IDisposable
{
    public const int Width = 200, Height = 160, Count = 20;

    const double Sigma = 1.3;

    readonly string path = Directory.CreateTempSubdirectory("nocturne-measure-").FullName;

    public MeasuringFolder()
    {
        Image = Field();
        WriteImage("image.fits", Image, "adu");
        WriteText("stars.csv", "id,x,y,name\n" + string.Concat(Stars().Select((star, i) => string.Create(CultureInfo.InvariantCulture, $"{100 + i},{star.X},{star.Y},star {i}\n"))));
        WritePsf("stars.psf");
    }

    public Image Image { get; }

    public string this[string name] => Path.Combine(path, name);

    /// <summary>Stars on a loose grid; the last has a neighbour.</summary>
    public static (double X, double Y, double Flux)[] Stars() =>
        [.. Enumerable.Range(0, Count).Select(i => i == Count - 1 ? (171.1, 140.6, 3000.0) : (20.3 + (i % 5 * 36.4), 18.7 + (i / 5 * 40.2), 2000.0 + (300 * i)))];

    public static SourcePosition[] Positions() => [.. Stars().Select(star => new SourcePosition(star.X, star.Y))];

    public void WriteText(string name, string text) => File.WriteAllText(this[name], text);

    public void WriteImage(string name, Image image, string? unit = null)
    {
        var header = unit is null ? null : new FitsHeader().Set("BUNIT", unit);
        FitsWriter.WriteImage<float>(this[name], header, image.Width, image.Height, image.Pixels);
    }

    public void WriteImage(string name, int width, int height, float value, string? unit = null)
    {
        var image = new Image(width, height);
        image.Pixels.Fill(value);
        WriteImage(name, image, unit);
    }

    /// <summary>A PSF model as PSFEx writes it.</summary>
    public void WritePsf(string name, int width = 25, int height = 25)
    {
        var samples = new float[width * height];
        for (var k = 0; k < samples.Length; k++) samples[k] = (float)Profile((k % width) - (width / 2), (k / width) - (height / 2));
        using var writer = FitsWriter.Create(this[name]);
        writer.AddHeader(null);
        var header = new FitsHeader().Set("PSFAXIS1", width).Set("PSFAXIS2", height).Set("PSFAXIS3", 1).Set("POLDEG1", 0).Set("PSF_SAMP", 1.0).Set("PSF_FWHM", 2.3548 * Sigma);
        writer.AddTable("PSF_DATA", [FitsTableColumn.Of("PSF_MASK", samples, shape: [width, height, 1])], header);
    }

    /// <summary>Runs a command on the image and insists that all went well.</summary>
    public async Task<List<Dictionary<string, string>>> RowsAsync(string command, params string[] more)
    {
        var (code, _, errors) = await CommandRun.RunAsync([command, this["image.fits"], "--out", this["out.csv"], .. more]);
        Assert.True(code == ExitCode.Success, $"{code}: {errors}");
        return Products.Rows(this["out.csv"]);
    }

    /// <summary>Runs <c>measure</c> on the image and its stars.</summary>
    public Task<List<Dictionary<string, string>>> MeasureAsync(params string[] more) => RowsAsync("measure", ["--sources", this["stars.csv"], .. more]);

    public void Dispose() => Directory.Delete(path, recursive: true);

    static Image Field()
    {
        var image = new Image(Width, Height);
        var random = new Random(7);
        for (var p = 0; p < image.Pixels.Length; p++)
        {
            var light = 100 + (0.05 * (p % Width));
            foreach (var (x, y, flux) in Stars()) light += flux * Profile((p % Width) - x, (p / Width) - y);
            var noise = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
            image.Pixels[p] = (float)(light + (4 * noise));
        }

        return image;
    }

    static double Profile(double dx, double dy) => Math.Exp(-((dx * dx) + (dy * dy)) / (2 * Sigma * Sigma)) / (2 * Math.PI * Sigma * Sigma);
}
