using System.Diagnostics;
using System.Globalization;
using Nocturne.Core.Background;
using Nocturne.Core.Detection;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Tables;

namespace Nocturne.Benchmarks;

/// <summary>Runs kernels on a frame of a file, one for each line of the input, and prints the seconds: so another program can time its own between ours.</summary>
sealed class FrameKernels
{
    readonly Image image;
    readonly Image net;
    readonly ImageField rms;
    readonly MeasureInput input;
    readonly BackgroundMesh mesh;
    readonly double[] x;
    readonly double[] y;
    readonly PsfModel psf;
    readonly double width;

    FrameKernels(string frame, string sources, double fwhm)
    {
        using var file = FitsFile.Open(frame);
        image = file.Images.First().ReadImage();
        var table = TableReader.Open(sources);
        (x, y, width) = (table.Find("x")!.ToDoubles(), table.Find("y")!.ToDoubles(), fwhm);
        mesh = BackgroundEstimation.Estimate(image.View, [], new());
        input = new(image) { Background = BackgroundMeshField.Level(mesh), ErrorMap = BackgroundMeshField.Rms(mesh) };
        var net = new Image(image.Width, image.Height);
        var rms = new Image(image.Width, image.Height);
        mesh.Subtract(image.View, net.Pixels);
        for (var row = 0; row < image.Height; row++) mesh.RmsRow(row, rms.Row(row));
        (this.net, this.rms) = (net, new ImageField(rms));
        double[] axis = [.. Enumerable.Range(-20, 41).Select(i => AcrossPixel(0.5 * i, fwhm / Fwhm.PerSigma))];
        psf = new(41, 41, 0.5, 0, [[.. axis.SelectMany(_ => axis, (b, a) => a * b)]]) { Fwhm = fwhm };
    }

    /// <summary>Serves until the input ends. Arguments: the frame, the table of sources, the width of the stars.</summary>
    public static void Serve(string[] args)
    {
        var kernels = new FrameKernels(args[0], args[1], double.Parse(args[2], CultureInfo.InvariantCulture));
        while (Console.ReadLine() is { } name)
        {
            var start = Stopwatch.GetTimestamp();
            var result = kernels.Run(name);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:r} {result:r}"));
        }
    }

    double Run(string name)
    {
        var words = name.Split(' ');
        var count = words.Length > 1 ? Math.Min(x.Length, int.Parse(words[1], CultureInfo.InvariantCulture)) : 0;
        return words[0] switch
        {
            "background" => Maps(BackgroundEstimator.Gradient),
            "background-classic" => Maps(BackgroundEstimator.Classic),
            "background-photutils" => Maps(BackgroundEstimator.Photutils),
            "detect" => SourceExtractor.Extract(image.View, [], 5, DetectionNoise.OfBackground(mesh), new(), mesh).Count,
            "segments" => SegmentationFinder.Find(image.View, [], mesh, 5, new()).Count,
            "apertures" => Apertures(new(image.View) { Background = input.Background, Rms = input.ErrorMap }, count),
            "apertures-net" => Apertures(new(net.View) { Rms = rms }, count),
            "optimal" => Measure(count, new() { Method = MeasureMethod.Optimal, ApertureRadius = 1.5, Fwhm = FwhmMap.Constant(width) }),
            "psf" => Measure(count, new() { Method = MeasureMethod.Psf, Psf = psf, PsfFitRadius = 5, GroupRadius = 2 * width }),
            _ => double.NaN,
        };
    }

    /// <summary>The mesh and the level of every pixel.</summary>
    double Maps(BackgroundEstimator rule)
    {
        var found = BackgroundEstimation.Estimate(image.View, [], new() { Estimator = rule });
        var row = new float[image.Width];
        double sum = 0;
        for (var j = 0; j < image.Height; j++)
        {
            found.LevelRow(j, row);
            sum += row[^1];
        }

        return sum;
    }

    /// <summary>A Gaussian seen through a pixel.</summary>
    static double AcrossPixel(double distance, double sigma) =>
        Enumerable.Range(0, 21).Average(k => Math.Exp(-Math.Pow((distance + ((k - 10) / 21.0)) / sigma, 2) / 2));

    double Apertures(in PhotometryFrame frame, int count)
    {
        double sum = 0;
        for (var i = 0; i < count; i++)
            sum += AperturePhotometry.Measure(frame, Aperture.Circle(x[i], y[i], 4), OverlapMethod.Exact).Flux;
        return sum;
    }

    double Measure(int count, MeasureOptions options)
    {
        SourcePosition[] sources = [.. Enumerable.Range(0, count).Select(i => new SourcePosition(x[i], y[i]))];
        return SourcePhotometry.Measure(input, sources, options).Sources.Sum(row => double.IsFinite(row.Flux) ? row.Flux : 0);
    }
}
