// The light curves, and the start of it all.
(() => {
  const { data, element, choice, tick, button } = page;
  const host = document.getElementById('curves');
  const settings = { bars: true, normalise: true };
  const charts = new Map();
  const spans = [['0', 'all that is kept'], ['14400', 'the last 4 hours'], ['3600', 'the last hour'], ['900', 'the last 15 minutes'], ['300', 'the last 5 minutes']];
  let length = 0;

  const digits = (value, error) => value.toFixed(Math.max(0, Math.min(8, error > 0 ? 1 - Math.floor(Math.log10(error)) : 3)));
  const words = flags => data.flags.filter(flag => flags & flag.bit).map(flag => flag.sentence).join(' ');

  // The other stars together, where all of them have a value: the quickest comparison there is.
  function others(curve, number) {
    const rest = curve.numbers.filter(n => n !== number).map(n => curve.sources.get(n)).filter(s => s.y.filter(v => v !== null).length > .8 * curve.x.length);
    if (!rest.length) return null;
    const y = [], error = [];
    for (let k = 0; k < curve.x.length; k++) {
      let sum = 0, variance = 0;
      for (const s of rest) {
        if (s.y[k] === null) { sum = null; break; }
        sum += s.y[k];
        variance += s.error[k] ** 2;
      }
      y.push(sum);
      error.push(Math.sqrt(variance));
    }
    return { y, error, flags: null };
  }

  function divide(top, bottom) {
    const y = top.y.map((v, k) => v === null || !bottom.y[k] ? null : v / bottom.y[k]);
    const error = y.map((v, k) => v === null ? null : Math.hypot(top.error[k] / bottom.y[k], v * bottom.error[k] / bottom.y[k]));
    const flags = top.flags.map((f, k) => f | (bottom.flags ? bottom.flags[k] : 0));
    return { y, error, flags };
  }

  function normalise(curve) {
    const sorted = curve.y.filter(v => v !== null).sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    return median ? { ...curve, y: curve.y.map(v => v === null ? null : v / median), error: curve.error.map(e => e === null ? null : e / Math.abs(median)) } : curve;
  }

  function seriesOf(shown, band) {
    const curve = band.curve, number = curve.numbers.includes(shown.star) ? shown.star : curve.numbers[0];
    let made = curve.sources.get(number);
    const by = shown.divisor === 'others' ? others(curve, number) : curve.sources.get(Number(shown.divisor));
    if (by) made = divide(made, by);
    if (settings.normalise) made = normalise(made);
    shown.what = `Star ${number}` + (by ? (shown.divisor === 'others' ? ' ÷ the others' : ` ÷ star ${shown.divisor}`) : '') + (settings.normalise ? '' : by ? '' : ' [ADU]');
    return { x: curve.x, y: made.y, error: settings.bars ? made.error : null, errors: made.error, flags: made.flags, gaps: curve.gaps, colour: band.colour, marker: night.bands.indexOf(band) };
  }

  function read(shown, k) {
    const series = shown.series;
    shown.reading.replaceChildren();
    if (!series) return;
    if (k === null || k === undefined || series.y[k] === undefined) k = lastOf(series);
    if (k < 0) return;
    const t = series.x[k], frames = shown.band.curve.frames[k] || 1;
    shown.reading.append(`${new Date(t * 1000).toISOString().slice(11, 21)} UTC · ` + (series.y[k] === null ? 'no value' : `${digits(series.y[k], series.errors[k])} ± ${digits(series.errors[k], series.errors[k])}`) + (frames > 1 ? ` · mean of ${frames} frames` : ''));
    if (series.flags[k]) shown.reading.append(' ', element('span', 'bad', words(series.flags[k])));
  }

  function lastOf(series) {
    let k = series.y.length - 1;
    while (k >= 0 && series.y[k] === null) k--;
    return k;
  }

  function make(band) {
    const shown = { star: 0, divisor: 'others', reading: element('div', 'reading'), plot: element('div', 'plot'), selects: element('span', 'controls') };
    shown.plot.setAttribute('role', 'img');
    const figure = pictures.figureOf(band);
    figure.addEventListener('click', event => {
      const star = event.target.closest('[data-star]'), number = star && Number(star.dataset.star);
      if (!star || !shown.band.curve || !shown.band.curve.numbers.includes(number)) return;
      shown.star = number;
      shown.offered = null;
      draw(shown, shown.band);
    });
    shown.article = element('article', 'curve ' + band.colour, element('header', '', element('span', 'band ' + band.colour, band.name), shown.selects, shown.reading), element('div', 'both', shown.plot, figure));
    return shown;
  }

  function offer(shown, band) {
    const all = band.curve.numbers;
    if (shown.offered === all.join()) return;
    shown.offered = all.join();
    if (!all.includes(shown.star)) shown.star = Math.min(...all);
    if (all.length < 2 && shown.divisor === 'others') shown.divisor = '0';
    shown.selects.replaceChildren(
      choice('star', all.map(n => [n, n]), shown.star, value => { shown.star = Number(value); draw(shown, shown.band); })[0],
      choice('divided by', [['0', 'nothing'], ['others', 'all others together'], ...all.map(n => [n, 'star ' + n])], shown.divisor, value => { shown.divisor = value; draw(shown, shown.band); })[0]);
  }

  function draw(shown, band) {
    shown.band = band;
    if (!band.curve || !band.curve.numbers.length) {
      if (!shown.chart && !shown.plot.firstChild) shown.plot.append(element('p', 'empty', 'No light curve yet: the first good frames make the catalogue.'));
      return;
    }
    offer(shown, band);
    const series = shown.series = seriesOf(shown, band);
    const last = lastOf(series);
    shown.plot.setAttribute('aria-label', `Light curve of band ${band.name}, ${shown.what}: ${series.x.length} points` + (last < 0 ? '' : `, the last ${digits(series.y[last], series.errors[last])} ± ${digits(series.errors[last], series.errors[last])}`));
    if (typeof uPlot === 'undefined') return;
    if (shown.chart && shown.label === shown.what) shown.chart.update([series]);
    else {
      if (shown.chart) shown.chart.destroy();
      shown.plot.replaceChildren();
      shown.label = shown.what;
      shown.chart = nightCharts.create(shown.plot, { series: [series], height: innerWidth < 760 ? 250 : innerWidth < 1000 ? 300 : 370, label: shown.what, date: null, onHover: k => read(shown, k) });
    }
    read(shown, null);
  }

  function follow() {
    const all = night.bands.filter(band => band.curve && band.curve.x.length);
    if (!all.length) return;
    const first = Math.min(...all.map(band => band.curve.x[0])), last = Math.max(...all.map(band => band.curve.x[band.curve.x.length - 1]));
    const pad = Math.max(1, .02 * (last - first));
    nightCharts.follow(first - pad, last + pad, length);
  }

  function update(grown) {
    follow();
    for (const band of night.bands) {
      const known = charts.get(band.name);
      if (!known) charts.set(band.name, make(band));
      const shown = charts.get(band.name);
      if (!known) host.replaceChildren(...night.bands.filter(other => charts.has(other.name)).map(other => charts.get(other.name).article));
      shown.band = band;
      if (!known || grown.has(band.index)) draw(shown, band);
    }
  }

  const redraw = () => {
    for (const shown of charts.values()) { shown.label = null; if (shown.band) draw(shown, shown.band); }
  };

  if (typeof uPlot === 'undefined') {
    host.append(element('p', 'missing', 'The charts are missing: this program was built without its chart library. Install Node.js 20 or newer with npm and build Nocturne again. Everything else on this page is there.'));
  } else {
    document.getElementById('controls').append(element('div', 'controls',
      choice('Show', spans, '0', value => { length = Number(value); nightCharts.showLast(length); })[0],
      tick('Divide by the median', true, on => { settings.normalise = on; redraw(); }),
      tick('Error bars', true, on => { settings.bars = on; redraw(); }),
      element('div', 'choices', button('◀', 'Earlier', () => nightCharts.move(-.5)), button('▶', 'Later', () => nightCharts.move(.5)),
        button('+', 'Closer', () => nightCharts.zoom(.5)), button('−', 'Farther', () => nightCharts.zoom(2)), button('Now', 'Follow the night', () => nightCharts.showLast(length)))));
  }

  night.listen((grown, told) => {
    if (told) { update(grown); pictures.update(told.fresh); }
    status.update(told);
  });
  page.onTheme(redraw);
  night.begin();
})();
