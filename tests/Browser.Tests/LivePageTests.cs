namespace Nocturne.Browser.Tests;

/// <summary>The live page in a real browser.</summary>
public sealed class LivePageTests(Browser browser) : IClassFixture<Browser>
{
    const string Points = "night.bands.reduce((sum, band) => sum + (band.curve ? band.curve.x.length : 0), 0)";

    [BrowserFact]
    public async Task Light_curves_grow_while_frames_arrive_and_the_last_frames_are_shown_with_their_apertures()
    {
        using var night = new WatchedNight();
        await night.ServedAsync();
        await browser.OpenAsync(night.Url);
        Assert.Equal("Waiting for the first frame.", (await browser.EvaluateAsync("document.getElementById('summary').textContent")).GetString());

        night.Arrive(24);
        await browser.UntilAsync($"{Points} >= 20 && document.querySelectorAll('.curve canvas').length === 3");
        var before = (await browser.EvaluateAsync(Points)).GetInt32();
        await browser.UntilAsync("document.querySelectorAll('.card').length === 3 && [...document.querySelectorAll('.sky img')].filter(image => image.naturalWidth === 256).length === 3");
        night.Arrive(12);
        await browser.UntilAsync($"{Points} >= {before + 9}");
        await browser.UntilAsync("document.querySelectorAll('.sky ellipse').length >= 3 * 5");
        await browser.UntilAsync("document.querySelector('.big').textContent.includes('since the last frame')");
        Assert.Equal("Night of 2024-01-01", (await browser.EvaluateAsync("document.querySelector('h1').textContent")).GetString());
        Assert.True((await browser.EvaluateAsync("[...document.querySelectorAll('.curve canvas')].every(canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value))")).GetBoolean());
        await browser.PictureAsync("live");
        Assert.Empty(await browser.ProblemsAsync());
    }

    [BrowserFact]
    public async Task A_frame_that_was_not_measured_is_listed_with_its_reason_and_its_name_is_text()
    {
        const string evil = "<img src=x onerror=\"document.title='broken into'\">.fits";
        using var night = new WatchedNight();
        await night.ServedAsync();
        await browser.OpenAsync(night.Url);
        night.Arrive(24, name => name.EndsWith("06o.fits", StringComparison.Ordinal) && name.Contains('g', StringComparison.Ordinal) ? evil : null);
        await browser.UntilAsync("[...document.querySelectorAll('#rejected .path')].some(cell => cell.textContent.includes('broken into'))");
        Assert.Equal(evil, (await browser.EvaluateAsync("[...document.querySelectorAll('#rejected .path')].find(cell => cell.textContent.includes('broken')).textContent")).GetString());
        Assert.Equal(0, (await browser.EvaluateAsync("document.querySelectorAll('#rejected img').length")).GetInt32());
        Assert.DoesNotContain("broken into", (await browser.EvaluateAsync("document.title")).GetString(), StringComparison.Ordinal);
        Assert.True((await browser.EvaluateAsync("document.getElementById('none-rejected').hidden")).GetBoolean());
        Assert.Empty(await browser.ProblemsAsync());
    }

    [BrowserFact]
    public async Task A_program_that_ends_is_said_at_once_and_one_that_comes_back_is_followed()
    {
        using var night = new WatchedNight();
        await night.ServedAsync();
        await browser.OpenAsync(night.Url);
        night.Arrive(24);
        await browser.UntilAsync($"{Points} >= 20");
        night.Kill();
        await browser.UntilAsync("!document.getElementById('banner').hidden && document.getElementById('banner').textContent.startsWith('Connection lost')");
        Assert.Equal("connection lost", (await browser.EvaluateAsync("document.getElementById('phase').textContent")).GetString());
        await browser.PictureAsync("lost");
        night.Arrive(12);
        night.Start();
        await browser.UntilAsync($"document.getElementById('banner').hidden && {Points} >= 30");
        Assert.All(await browser.ProblemsAsync(), problem => Assert.Contains("net::ERR_", problem, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task Three_themes_can_be_chosen_and_the_choice_is_remembered()
    {
        using var night = new WatchedNight();
        await night.ServedAsync();
        await browser.OpenAsync(night.Url);
        night.Arrive(24);
        await browser.UntilAsync("document.querySelectorAll('.curve canvas').length === 3");
        var papers = new HashSet<string>();
        foreach (var theme in new[] { "light", "dark", "night" })
        {
            await browser.ClickAsync($"[data-set-theme={theme}]");
            papers.Add((await browser.EvaluateAsync("getComputedStyle(document.body).backgroundColor")).GetString()!);
            Assert.Equal("true", (await browser.EvaluateAsync($"document.querySelector('[data-set-theme={theme}]').getAttribute('aria-pressed')")).GetString());
            await browser.PictureAsync(theme);
        }
        Assert.Equal(3, papers.Count);
        await browser.ReloadAsync();
        Assert.Equal("night", (await browser.EvaluateAsync("document.documentElement.dataset.theme")).GetString());

        // Nothing on the red page is anything but red: eyes stay adapted to the dark.
        await browser.UntilAsync("document.querySelectorAll('.curve canvas').length === 3");
        Assert.True((await browser.EvaluateAsync("""
            [...document.querySelectorAll('.curve canvas')].every(canvas => {
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0 && Math.max(data[i + 1], data[i + 2]) > data[i] / 2 + 4) return false;
              return true;
            })
            """)).GetBoolean());
        Assert.Empty(await browser.ProblemsAsync());
    }

    [BrowserFact]
    public async Task All_of_it_can_be_reached_by_keyboard_and_read_aloud()
    {
        using var night = new WatchedNight();
        await night.ServedAsync();
        await browser.OpenAsync(night.Url);
        night.Arrive(24);
        await browser.UntilAsync("document.querySelectorAll('.curve select').length === 6");
        await browser.PressAsync("Tab");
        Assert.Equal("To the light curves", (await browser.EvaluateAsync("document.activeElement.textContent")).GetString());
        await browser.EvaluateAsync("document.querySelector('.curve select').focus()");
        await browser.PressAsync("ArrowDown");
        await browser.UntilAsync("document.querySelector('.curve .plot').getAttribute('aria-label').includes('Star 2 ÷ the others')");
        Assert.Equal(0, (await browser.EvaluateAsync("[...document.querySelectorAll('button')].filter(button => !(button.getAttribute('aria-label') || button.textContent.trim())).length")).GetInt32());
        Assert.Equal(0, (await browser.EvaluateAsync("[...document.images].filter(image => !image.alt).length")).GetInt32());
        Assert.Equal(0, (await browser.EvaluateAsync("[...document.querySelectorAll('th')].filter(head => !head.scope).length")).GetInt32());
        Assert.Contains("1:g: ", (await browser.EvaluateAsync("document.getElementById('spoken').textContent")).GetString(), StringComparison.Ordinal);
        Assert.Empty(await browser.ProblemsAsync());
    }
}
