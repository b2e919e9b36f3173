using Nocturne.Core.Background;
using Nocturne.Core.Fits;
using Nocturne.Core.Imaging;
using Nocturne.Runner.Hocon;
using Nocturne.Runner.Reduction;
using Nocturne.Runner.Settings;
using Nocturne.Streams;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Curves;

/// <summary>The frames of a night where they lie, calibrated as they were for the measurements: for pictures of them.</summary>
/// <param name="night">The night.</param>
/// <param name="root">Folder that the night was reduced from.</param>
sealed class FrameFiles(NightReader night, string root)
{
    /// <summary>Memory for the frames of one master's median [bytes].</summary>
    const long LargestMedian = 256L << 20;

    readonly NocturneSettings settings = SettingsOf(night.Info);
    readonly FramePool pool = new(sizeof(float));
    readonly Dictionary<BandKey, CalibrateStage> stages = [];

    /// <summary>Where they lie.</summary>
    public string Root => root;

    /// <summary>The calibrated pixels of a frame; null when it cannot be read: a picture less is no reason to fail.</summary>
    public Image? Read(FrameRecord frame)
    {
        try
        {
            if (night.Describe(frame, root) is not { } descriptor) return null;
            pool.RaiseBudget((long)sizeof(float) * descriptor.Reading.Width * descriptor.Reading.Height);
            if (!stages.TryGetValue(frame.Band, out var stage)) stages[frame.Band] = stage = StageFor(descriptor);
            using var calibrated = stage.CalibrateAsync(new() { Descriptor = descriptor, Record = frame }, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            return calibrated.Pixels is { } pixels ? new(pixels.Image.Width, pixels.Image.Height, pixels.Image.Pixels.ToArray()) : null;
        }
        catch (Exception exception) when (exception is FitsException or IOException or UnauthorizedAccessException or ArgumentException or CommandException)
        {
            return null;
        }
    }

    /// <summary>The background mesh that the frame was measured with.</summary>
    public BackgroundOptions MeshOf(FrameRecord frame, Image image) =>
        RecipeFactory.Background(settings.Background, image.Width, image.Height, night.Describe(frame, root)?.Facts.BinX ?? 1);

    CalibrateStage StageFor(FrameDescriptor frame)
    {
        var calibration = new CalibrationMatching(night.Calibrations(frame.Band.Camera)).Complete([frame]);
        var masters = new MastersBuilder(LargestMedian, settings.Calibration.MinFrames, withVariance: false).Build(calibration);
        return new(pool, masters, PixelTreatments.For(frame, settings.Calibration));
    }

    /// <summary>What the night was reduced with; the defaults where that cannot be read any more.</summary>
    static NocturneSettings SettingsOf(NightInfo info)
    {
        try
        {
            return SettingsLoader.Load([], [.. info.SettingsText.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        }
        catch (HoconException)
        {
            return NocturneSettings.Default;
        }
    }
}
