// The page of forced photometry: the light curves of one source in all filters.
(() => {
  const { data, element, choice, tick, button } = page;
  const host = document.getElementById('curves');
  if (typeof uPlot === 'undefined' || !host || !data.sources.length) {
    page.onTheme(() => {});
    return;
  }

  const pad = Math.max(60, .04 * (data.span[1] - data.span[0]));
  nightCharts.begin(data.span[0] - pad, data.span[1] + pad);
  let source = data.sources[0], bars = true, chart = null;
  const plot = element('div', 'plot'), reading = element('div', 'reading'), key = element('span', '');

  const words = flags => data.flags.filter(flag => flags & flag.bit).map(flag => flag.sentence).join(' ');
  const digits = (value, error) => value.toFixed(Math.max(0, Math.min(8, error > 0 ? 2 - Math.floor(Math.log10(error)) : 4)));

  function show(index) {
    reading.replaceChildren();
    if (index === null || index === undefined) return;
    const time = chart.times[index];
    reading.append(new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ') + ' UTC');
    for (const curve of source.curves) {
      const k = curve.time.indexOf(time);
      if (k < 0 || curve.flux[k] === null) continue;
      reading.append(` · ${data.bands[curve.band].name} ${digits(curve.flux[k], curve.error[k])} ± ${digits(curve.error[k] || 0, curve.error[k])} ${data.unit}`);
      if (curve.flags[k]) reading.append(' ', element('span', 'bad', words(curve.flags[k])));
    }
  }

  function draw() {
    if (chart) chart.destroy();
    const series = source.curves.map(curve => ({ x: curve.time, y: curve.flux, error: bars ? curve.error : null, flags: curve.flags, colour: data.bands[curve.band].colour, marker: curve.band }));
    chart = nightCharts.create(plot, { series, height: innerWidth < 760 ? 280 : 400, label: `Flux [${data.unit || 'unit of the image'}]`, onHover: show });
    chart.times = [...new Set(series.flatMap(s => s.x))].sort((a, b) => a - b);
    key.replaceChildren(...source.curves.flatMap(({ band }) => [element('span', 'band ' + data.bands[band].colour, data.bands[band].name), nightCharts.sample(data.bands[band].colour, band), ' ']));
  }

  const names = data.sources.map((s, i) => [i, `${s.name || s.number}${s.variation === null ? '' : ` (χ²/ν ${s.variation.toFixed(s.variation < 100 ? 1 : 0)})`}`]);
  host.append(
    element('div', 'controls',
      choice('Source', names, 0, value => { source = data.sources[value]; draw(); })[0],
      tick('Error bars', true, on => { bars = on; draw(); }),
      element('div', 'choices', button('+', 'Closer', () => nightCharts.zoom(.5)), button('−', 'Farther', () => nightCharts.zoom(2)), button('All', 'All epochs', nightCharts.reset))),
    element('article', 'curve', element('header', '', key, reading), plot));
  page.onTheme(draw);
})();
