using Nocturne.Core.Alignment;
using Nocturne.Core.Background;
using Nocturne.Runner.Hocon;
using Nocturne.Runner.Settings;

namespace Nocturne.Runner.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_key_of_the_reference_is_a_property_and_every_property_has_a_key()
    {
        var written = Leaves(EmbeddedHocon.Reference().Resolve(), "").Order(StringComparer.Ordinal);
        var bound = HoconKeys.Leaves(typeof(NocturneSettings)).Order(StringComparer.Ordinal);
        Assert.Equal(bound, written);
    }

    [Fact]
    public void Every_key_of_the_reference_has_a_sentence_above_it()
    {
        var lines = EmbeddedHocon.Text("hocon/reference.conf").Split('\n').Select(line => line.Trim()).ToArray();
        var bare = lines.Where((line, i) => line.Contains(" = ", StringComparison.Ordinal) && !line.StartsWith('#') && !(i > 0 && lines[i - 1].StartsWith('#') && lines[i - 1].EndsWith('.')));
        Assert.Empty(bare);
    }

    [Fact]
    public void Defaults_are_those_of_the_reference()
    {
        var settings = NocturneSettings.Default;
        Assert.Equal("auto", settings.Instrument.Dialect);
        Assert.Equal(["forced_aperture", "aperture"], settings.Reduce.Photometers);
        Assert.True(settings.Reduce.Parallelism.IsAuto);
        Assert.Equal(5, settings.Detection.Threshold);
        Assert.Equal(32, settings.Detection.Deblend.Levels);
        Assert.Equal(AlignmentMode.Similarity, settings.Alignment.Mode);
        Assert.Equal(20, settings.Catalogue.Frames);
        Assert.Equal(2.3548, settings.Photometry.ApertureScale);
        Assert.Equal(TimeSpan.FromMilliseconds(100), settings.Store.CommitEvery.Value);
    }

    [Fact]
    public void A_file_and_the_command_line_change_what_they_name_and_nothing_else()
    {
        var file = Write("background { box = 32, estimator = gradient }\nreduce.memory-budget = 512 MiB\nalignment.mode = translation\ncalibration.header-dark = off");
        var settings = SettingsLoader.Load([file], ["detection.threshold=4", "background.box=64"]);
        Assert.Equal(64, settings.Background.Box.Value);
        Assert.Equal(BackgroundEstimator.Gradient, settings.Background.Estimator);
        Assert.Equal(512L << 20, settings.Reduce.MemoryBudget.Value!.Value.Bytes);
        Assert.Equal(AlignmentMode.Translation, settings.Alignment.Mode);
        Assert.False(settings.Calibration.HeaderDark);
        Assert.Equal(4, settings.Detection.Threshold);
        Assert.Equal(NocturneSettings.Default.LocalBackground, settings.LocalBackground);
    }

    [Fact]
    public void A_list_of_a_user_replaces_the_default_list() =>
        Assert.Equal(["optimal"], SettingsLoader.Load([], ["reduce.photometers=[optimal]"]).Reduce.Photometers);

    [Theory]
    [InlineData("background.bocks = 1", "'background.bocks' is not a setting. Did you mean 'background.box'?")]
    [InlineData("backgruond { box = 1 }", "'backgruond' is not a setting. Did you mean 'background'?")]
    [InlineData("threshold = 4", "'threshold' is not a setting. Did you mean 'detection.threshold'?")]
    [InlineData("detection.deblend.level = 4", "'detection.deblend.level' is not a setting. Did you mean 'detection.deblend.levels'?")]
    [InlineData("zzzzzzzzz = 4", "'zzzzzzzzz' is not a setting.")]
    [InlineData("detection.threshold = high", "'detection.threshold' must be a number but is 'high'.")]
    [InlineData("detection.threshold = -1", "'detection.threshold' must be more than 0 and at most 1000 but is '-1'.")]
    [InlineData("detection.threshold = null", "'detection.threshold' must be a number but is null.")]
    [InlineData("detection = 5", "'detection' must be a block { … } but is '5'.")]
    [InlineData("detection.threshold { a = 1 }", "'detection.threshold' must be a number but is a block { … }.")]
    [InlineData("catalogue.frames = 2.5", "'catalogue.frames' must be a whole number but is '2.5'.")]
    [InlineData("catalogue.frames = 0", "'catalogue.frames' must be from 1 to 10000 but is '0'.")]
    [InlineData("background.box = large", "'background.box' must be 'auto' or a whole number but is 'large'.")]
    [InlineData("background.box = 2", "'background.box' must be from 4 to 4096 but is '2'.")]
    [InlineData("background.filter-size = 4", "'background.filter-size' must be one of 1, 3, 5, 7, 9 but is '4'.")]
    [InlineData("background.estimator = mesh", "'background.estimator' must be one of gradient, classic, photutils but is 'mesh'.")]
    [InlineData("reduce.photometers = aperture", "'reduce.photometers' must be a list [ … ] but is 'aperture'.")]
    [InlineData("reduce.photometers = [aperture, {a=1}]", "'reduce.photometers[1]' must be text but is a block { … }.")]
    [InlineData("reduce.photometers = []", "'reduce.photometers' is empty: nothing would be measured.")]
    [InlineData("time.barycentric = maybe", "'time.barycentric' must be yes or no but is 'maybe'.")]
    [InlineData("store.commit-every = soon", "'store.commit-every' must be a duration such as '200 ms', '2 s' or '5 minutes' but is 'soon'.")]
    [InlineData("store.commit-every = 1 week", "'store.commit-every' has the unknown unit 'week'; durations have ns, us, ms, s, m, h or d, in lower case.")]
    [InlineData("reduce.memory-budget = much", "'reduce.memory-budget' must be 'auto' or a size such as '512 MiB' or '2 GB' but is 'much'.")]
    [InlineData("local-background { inner = 9 }", "'local-background.outer' must be more than 'local-background.inner' (9) but is 7.5.")]
    [InlineData("alignment.max-shift = -1", "'alignment.max-shift' must be at least 0 but is '-1'.")]
    public void A_setting_that_does_not_fit_is_reported_in_a_sentence(string setting, string sentence)
    {
        var file = Write($"# a comment\n{setting}\n");
        var fault = Assert.Throws<HoconException>(() => SettingsLoader.Load([file], []));
        var place = sentence.Contains("outer", StringComparison.Ordinal) ? "hocon/reference.conf:" : $"{file.Replace('\\', '/')}:2: ";
        Assert.StartsWith(place, fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<HoconException>(() => SettingsLoader.Load([Write("background.bocks = 1\ndetection.threshold = x")], ["time.barycentrc=no"]));
        Assert.Equal(3, fault.Problems.Count);
        Assert.Contains(fault.Problems, problem => problem == "--set time.barycentrc=no: 'time.barycentrc' is not a setting. Did you mean 'time.barycentric'?");
    }

    [Fact]
    public void A_numbered_block_serves_as_a_list() =>
        Assert.Equal(["a", "b"], SettingsLoader.Load([], ["reduce.bands={1=b,0=a}"]).Reduce.Bands);

    [Fact]
    public void The_digest_changes_with_what_changes_results_and_with_nothing_else()
    {
        var digest = SettingsDigest.Of(NocturneSettings.Default);
        Assert.Equal(64, digest.Length);
        Assert.Equal(digest, SettingsDigest.Of(SettingsLoader.Load([], ["detection.threshold=5.0", "reduce.parallelism=7", "reduce.memory-budget=1 GiB", "store.commit-every=1 s", "log.level=debug"])));
        Assert.NotEqual(digest, SettingsDigest.Of(SettingsLoader.Load([], ["detection.threshold=5.1"])));
        Assert.NotEqual(digest, SettingsDigest.Of(SettingsLoader.Load([], ["reduce.photometers=[optimal]"])));
        Assert.NotEqual(digest, SettingsDigest.Of(SettingsLoader.Load([], ["background.box=16"])));
    }

    [Fact]
    public void The_settings_in_effect_can_be_read_back()
    {
        var settings = SettingsLoader.Load([], ["instrument.dialects=[\"C:\\\\mine\"]", "time.height=12.5"]);
        var again = SettingsLoader.Load([Write(string.Join('\n', SettingsDigest.Lines(settings)))], []);
        Assert.Equal(SettingsDigest.Lines(settings), SettingsDigest.Lines(again));
    }

    static IEnumerable<string> Leaves(HoconObject block, string prefix) => block.Fields.SelectMany(field =>
        field.Value is HoconObject inner ? Leaves(inner, $"{prefix}{field.Key}.") : [prefix + field.Key]);

    string Write(string text)
    {
        var path = Path.Combine(folder, "local.conf");
        File.WriteAllText(path, text);
        return path;
    }
}
