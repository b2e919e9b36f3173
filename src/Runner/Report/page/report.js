// The report's page: themes, the choice of photometer and stars, light curves and conditions. Everything it shows is in the page itself.
(() => {
  const { data, element, numbers, gaps, choice, tick, button } = page;

  if (typeof uPlot === 'undefined' || !data.bands.some(band => band.time)) return;

  const settings = { photometer: data.photometers.find(name => name.startsWith('forced_')) || data.photometers[0], normalise: false, bars: true };
  const pad = Math.max(.5, .02 * (data.span[1] - data.span[0]));
  nightCharts.begin(data.span[0] - pad, data.span[1] + pad);
  const charts = [];

  const bands = data.bands.filter(band => band.time).map(band => ({
    ...band,
    marker: data.bands.indexOf(band),
    x: Array.from(numbers(Float64Array, band.time)),
    source: band.sources[0],
    divisor: 0,
  }));

  function curveOf(band, source) {
    const stored = (band.curves[settings.photometer] || [])[band.sources.indexOf(source)];
    if (!stored) return { y: band.x.map(() => null), error: null, flags: null };
    return { y: gaps(numbers(Float32Array, stored.flux)), error: gaps(numbers(Float32Array, stored.error)), flags: numbers(Int32Array, stored.flags) };
  }

  function divide(top, bottom) {
    const flags = top.flags || bottom.flags ? Int32Array.from(top.y, (_, k) => (top.flags ? top.flags[k] : 0) | (bottom.flags ? bottom.flags[k] : 0)) : null;
    const y = top.y.map((v, k) => v === null || !bottom.y[k] ? null : v / bottom.y[k]);
    const error = y.map((v, k) => v === null ? null : Math.hypot(top.error[k] / bottom.y[k], v * bottom.error[k] / bottom.y[k]));
    return { y, error, flags };
  }

  function normalise(curve) {
    const sorted = curve.y.filter(v => v !== null).sort((a, b) => a - b);
    const median = sorted.length ? sorted[sorted.length >> 1] : 1;
    if (!median) return curve;
    return { ...curve, y: curve.y.map(v => v === null ? null : v / median), error: curve.error && curve.error.map(e => e === null ? null : e / Math.abs(median)) };
  }

  const digits = (value, error) => value.toFixed(Math.max(0, Math.min(8, error > 0 ? 1 - Math.floor(Math.log10(error)) : 3)));
  const words = flags => data.flags.filter(flag => flags & flag.bit).map(flag => flag.sentence).join(' ');

  function show(reading, band, curve, k) {
    reading.replaceChildren();
    if (k === null || k === undefined) return;
    const t = band.x[k], value = curve.y[k];
    const time = new Date(t * 1000).toISOString().slice(11, 23) + ' UTC · MJD ' + (t / 86400 + 40587).toFixed(7);
    reading.append(time + ' · ' + (value === null ? 'no value' : digits(value, curve.error[k]) + (curve.error[k] === null ? '' : ' ± ' + digits(curve.error[k], curve.error[k]))));
    if (curve.flags && curve.flags[k]) reading.append(' ', element('span', 'bad', words(curve.flags[k])));
  }

  function drawCurve(band) {
    if (band.chart) { band.chart.destroy(); charts.splice(charts.indexOf(band.chart), 1); }
    let curve = curveOf(band, band.source);
    if (band.divisor) curve = divide(curve, curveOf(band, band.divisor));
    if (settings.normalise) curve = normalise(curve);
    const what = band.divisor ? `Star ${band.source} ÷ star ${band.divisor}` : `Flux of star ${band.source}`;
    band.chart = nightCharts.create(band.plot, {
      series: [{ x: band.x, y: curve.y, error: settings.bars ? curve.error : null, flags: curve.flags, colour: band.colour, marker: band.marker }],
      height: innerWidth < 760 ? 260 : 330, date: data.date, label: settings.normalise ? what + ' ÷ median' : band.divisor ? what : what + ' [ADU]',
      onHover: k => show(band.reading, band, curve, k),
    });
    charts.push(band.chart);
    for (const star of document.querySelectorAll('.sky g[data-source]'))
      if (star.dataset.band === band.name) star.classList.toggle('chosen', Number(star.dataset.source) === band.source);
  }

  const drawCurves = () => bands.forEach(drawCurve);

  const host = document.getElementById('curves');
  if (data.photometers.length) {
    const bar = element('div', 'controls');
    if (data.photometers.length > 1)
      bar.append(choice('Photometer', data.photometers.map(p => [p, p]), settings.photometer, value => { settings.photometer = value; drawCurves(); })[0]);
    else
      bar.append(element('span', '', 'Photometer: ' + data.photometers[0]));
    bar.append(
      tick('Divide by the median', false, on => { settings.normalise = on; drawCurves(); }),
      tick('Error bars', true, on => { settings.bars = on; drawCurves(); }),
      element('div', 'choices',
        button('◀', 'Earlier', () => nightCharts.move(-.5)), button('▶', 'Later', () => nightCharts.move(.5)),
        button('+', 'Closer', () => nightCharts.zoom(.5)), button('−', 'Farther', () => nightCharts.zoom(2)), button('All', 'The whole night', nightCharts.reset)));
    host.append(bar);
    for (const band of bands) {
      const [stars, select] = choice('star', band.sources.map(s => [s, s]), band.source, value => { band.source = Number(value); drawCurve(band); });
      band.select = select;
      const divisors = choice('divided by', [[0, 'nothing'], ...band.sources.map(s => [s, 'star ' + s])], 0, value => { band.divisor = Number(value); drawCurve(band); })[0];
      band.reading = element('div', 'reading');
      band.plot = element('div', 'plot');
      const title = element('span', 'band ' + band.colour, band.name);
      host.append(element('article', 'curve ' + band.colour, element('header', '', title, stars, divisors, band.reading), band.plot));
    }
    for (const star of document.querySelectorAll('.sky g[data-source]')) {
      star.addEventListener('click', () => {
        const band = bands.find(b => b.name === star.dataset.band), source = Number(star.dataset.source);
        if (!band || !band.sources.includes(source)) return;
        band.source = source;
        band.select.value = source;
        drawCurve(band);
        band.plot.scrollIntoView({ block: 'center' });
      });
    }
  }

  const conditions = document.getElementById('conditions');
  const key = element('div', 'key');
  conditions.append(key);
  const grid = element('div', 'grid');
  conditions.append(grid);
  const panels = data.conditions.map(({ name, title, label }) => {
    const series = bands.filter(band => band.conditions[name]).map(band => ({ x: band.x, y: gaps(numbers(Float32Array, band.conditions[name])), colour: band.colour, marker: band.marker }));
    if (!series.length) return null;
    const plot = element('div', 'plot');
    grid.append(element('article', 'condition', element('h3', '', title), plot));
    return { plot, series, label };
  }).filter(Boolean);

  page.onTheme(() => {
    if (data.photometers.length) drawCurves();
    key.replaceChildren(...bands.map(band => element('span', '', element('span', 'band ' + band.colour, band.name), nightCharts.sample(band.colour, band.marker))));
    for (const panel of panels) {
      if (panel.chart) panel.chart.destroy();
      panel.chart = nightCharts.create(panel.plot, { series: panel.series, height: 230, label: panel.label, date: data.date });
    }
  });
})();
