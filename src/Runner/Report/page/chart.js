'use strict';
// A chart over time: points with error bars, one marker per band, drawn on uPlot's axes. All charts share one view of the night.
const nightCharts = (() => {
  const markers = [
    (path, x, y, r) => { path.moveTo(x + r, y); path.arc(x, y, r, 0, 7); },
    (path, x, y, r) => path.rect(x - r * .9, y - r * .9, r * 1.8, r * 1.8),
    (path, x, y, r) => { path.moveTo(x, y - r * 1.25); path.lineTo(x + r * 1.15, y + r * .85); path.lineTo(x - r * 1.15, y + r * .85); path.closePath(); },
    (path, x, y, r) => { path.moveTo(x, y - r * 1.3); path.lineTo(x + r * 1.3, y); path.lineTo(x, y + r * 1.3); path.lineTo(x - r * 1.3, y); path.closePath(); },
    (path, x, y, r) => { const w = r * .4; path.rect(x - w, y - r * 1.2, w * 2, r * 2.4); path.rect(x - r * 1.2, y - w, r * 2.4, w * 2); },
  ];
  const all = new Set();
  let span = [0, 1], view = [0, 1], chosen = false;

  const theme = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const two = number => String(number).padStart(2, '0');

  // Hours in a night; days where the view is longer.
  const isLong = () => view[1] - view[0] > 2 * 86400;

  function clock(seconds, step) {
    const date = new Date(seconds * 1000);
    if (isLong()) return date.toISOString().slice(0, step < 86400 ? 16 : 10).replace('T', ' ');
    let text = two(date.getUTCHours()) + ':' + two(date.getUTCMinutes());
    if (step < 60) text += ':' + two(date.getUTCSeconds());
    if (step < 1) text += (seconds - Math.floor(seconds)).toFixed(step < .01 ? 3 : step < .1 ? 2 : 1).slice(1);
    return text;
  }

  // Everything that is seen; but a few points many times farther out than the rest become arrows at the edge.
  function heightOf(series) {
    const seen = [];
    for (const s of series) {
      for (let k = 0; k < s.x.length; k++) {
        if (s.y[k] !== null && s.x[k] >= view[0] && s.x[k] <= view[1]) seen.push([s.y[k], s.error ? s.error[k] || 0 : 0]);
      }
    }
    if (!seen.length) return [0, 1];
    seen.sort((a, b) => a[0] - b[0]);
    const at = share => seen[Math.round(share * (seen.length - 1))][0];
    const reach = 8 * (at(.95) - at(.05)) + 4 * seen[seen.length >> 1][1], few = Math.max(2, seen.length / 100);
    const below = seen.filter(([y]) => y < at(.05) - reach).length, above = seen.filter(([y]) => y > at(.95) + reach).length;
    const kept = seen.length > 20 ? seen.slice(below <= few ? below : 0, above <= few ? seen.length - above : seen.length) : seen;
    let low = Infinity, high = -Infinity;
    for (const [y, e] of kept) {
      low = Math.min(low, y - e);
      high = Math.max(high, y + e);
    }
    const pad = high > low ? .07 * (high - low) : Math.abs(high) * .01 || 1;
    return [low - pad, high + pad];
  }

  function numeral(value, step) {
    if (Math.abs(value) >= 1e7) return value.toExponential(2);
    let digits = 0;
    while (digits < 8 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits++;
    return value.toFixed(digits);
  }

  function draw(u, series) {
    const { left, top, width, height } = u.bbox, ctx = u.ctx, dense = devicePixelRatio || 1;
    const sx = u.scales.x, sy = u.scales.y;
    const px = t => left + width * (t - sx.min) / (sx.max - sx.min);
    const py = v => top + height * (sy.max - v) / (sy.max - sy.min);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    for (const s of series) {
      let seen = 0;
      for (const t of s.x) if (t >= sx.min && t <= sx.max) seen++;
      const r = dense * (seen > 2500 ? 1.5 : seen > 700 ? 2.2 : seen > 200 ? 3 : 4);
      const bars = new Path2D(), good = new Path2D(), flagged = new Path2D(), beyond = new Path2D();
      for (let k = 0; k < s.x.length; k++) {
        const v = s.y[k];
        if (v === null || s.x[k] < sx.min || s.x[k] > sx.max) continue;
        const x = px(s.x[k]);
        if (v > sy.max || v < sy.min) {
          const up = v > sy.max, y = up ? top + 2 * dense : top + height - 2 * dense, d = up ? 9 * dense : -9 * dense;
          beyond.moveTo(x, y); beyond.lineTo(x + 6 * dense, y + d); beyond.lineTo(x - 6 * dense, y + d); beyond.closePath();
          continue;
        }
        const y = py(v), e = s.error ? s.error[k] : null;
        if (e !== null && e > 0) { bars.moveTo(x, py(v - e)); bars.lineTo(x, py(v + e)); }
        markers[s.marker % markers.length](s.flags && s.flags[k] ? flagged : good, x, y, r);
      }
      const colour = theme(s.colour);
      ctx.strokeStyle = ctx.fillStyle = colour;
      ctx.globalAlpha = .5;
      ctx.lineWidth = Math.max(1, dense);
      ctx.stroke(bars);
      ctx.globalAlpha = 1;
      ctx.fill(good);
      ctx.fill(beyond);
      ctx.lineWidth = 1.4 * dense;
      ctx.fillStyle = theme('panel');
      ctx.fill(flagged);
      ctx.stroke(flagged);
      const missing = new Path2D(), foot = top + height;
      for (const t of s.gaps || []) if (t >= sx.min && t <= sx.max) { missing.moveTo(px(t), foot); missing.lineTo(px(t), foot - 14 * dense); }
      ctx.strokeStyle = theme('warn');
      ctx.lineWidth = 2 * dense;
      ctx.stroke(missing);
    }
    ctx.restore();
  }

  function setView(low, high) {
    const least = 1e-3, whole = span[1] - span[0];
    const length = Math.min(Math.max(high - low, least), whole);
    low = Math.min(Math.max(low, span[0]), span[1] - length);
    view = [low, low + length];
    chosen = length < whole;
    showView();
  }

  function showView() {
    for (const u of all) u.setScale('x', { min: view[0], max: view[1] });
  }

  // A night that runs: who looks at its end goes on with it, all of it or the last seconds of it; who looks elsewhere stays there.
  function follow(low, high, last) {
    const before = span, atEnd = view[1] >= span[1] - 1e-6;
    span = [low, high];
    if (!chosen) view = [last ? Math.max(low, high - last) : low, high];
    else if (atEnd) view = [view[0] + high - before[1], high];
    showView();
  }

  function showLast(last) {
    chosen = false;
    follow(...span, last);
  }

  const zoom = (factor, centre = (view[0] + view[1]) / 2) => setView(centre - (centre - view[0]) * factor, centre + (view[1] - centre) * factor);
  const move = share => setView(view[0] + share * (view[1] - view[0]), view[1] + share * (view[1] - view[0]));

  function pan(u, start) {
    const [low, high] = view, width = u.over.clientWidth;
    const drag = event => { const shift = (start.clientX - event.clientX) / width * (high - low); setView(low + shift, high + shift); };
    const end = () => { removeEventListener('mousemove', drag); removeEventListener('mouseup', end); };
    addEventListener('mousemove', drag);
    addEventListener('mouseup', end);
  }

  const columns = series => series.length === 1 ? [series[0].x, series[0].y] : series.length ? uPlot.join(series.map(s => [s.x, s.y])) : [[], []];

  // series: { x, y, error, flags, gaps, colour, marker }; x ascending [s since 1970, UTC], y is null where there is nothing; gaps are times that get a tick at the foot.
  function create(host, { series, height, label, date, onHover }) {
    const font = '16px system-ui, sans-serif', ink = theme('soft'), grid = { stroke: theme('grid'), width: 1 };
    const axis = { stroke: ink, font, labelFont: font, labelSize: 26, grid, ticks: { stroke: theme('rule'), width: 1 } };
    const chart = new uPlot({
      width: host.clientWidth || 600, height, legend: { show: false },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC'),
      scales: {
        x: { time: true, range: () => view },
        y: { range: () => heightOf(series) },
      },
      series: [{}, ...(series.length ? series : [0]).map(() => ({ paths: () => null, points: { show: false } }))],
      axes: [
        { ...axis, space: () => isLong() ? 170 : 90, label: date ? `Time [UTC], night of ${date}` : 'Time [UTC]', values: (u, splits, k, space, step) => splits.map(t => clock(t, step)) },
        { ...axis, label, size: (u, values) => 22 + 9.5 * Math.max(4, ...(values || []).map(text => String(text).length)),
          values: (u, splits, k, space, step) => splits.map(v => numeral(v, step)) },
      ],
      cursor: {
        sync: { key: 'night', filters: { pub: type => type === 'mousemove' || type === 'mouseleave' } },
        drag: { x: true, y: false, setScale: false }, points: { show: false },
        bind: {
          dblclick: () => () => { setView(...span); return null; },
          mousedown: (u, target, handler) => event => { if (event.button === 0 && !event.shiftKey) handler(event); else if (event.button < 2) pan(u, event); return null; },
        },
      },
      hooks: {
        draw: [u => draw(u, series)],
        setSelect: [u => {
          const { left, width } = u.select;
          if (width < 4) return;
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          setView(u.posToVal(left, 'x'), u.posToVal(left + width, 'x'));
        }],
        setCursor: [u => onHover && onHover(u.cursor.idx)],
        ready: [u => u.over.addEventListener('wheel', event => {
          if (!event.ctrlKey && !event.metaKey) return;
          event.preventDefault();
          zoom(event.deltaY > 0 ? 1.25 : .8, u.posToVal(event.offsetX, 'x'));
        }, { passive: false })],
      },
    }, columns(series), host);
    all.add(chart);
    const resize = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height }));
    resize.observe(host);
    return {
      // The same series with more in them.
      update(next) { series = next; chart.setData(columns(series)); },
      destroy() { resize.disconnect(); all.delete(chart); chart.destroy(); },
    };
  }

  // A marker by itself, for a legend.
  function sample(colour, marker) {
    const canvas = document.createElement('canvas'), dense = devicePixelRatio || 1, path = new Path2D();
    canvas.width = canvas.height = 18 * dense;
    canvas.style.width = canvas.style.height = '18px';
    markers[marker % markers.length](path, 9 * dense, 9 * dense, 6 * dense);
    const ctx = canvas.getContext('2d');
    ctx.fillStyle = theme(colour);
    ctx.fill(path);
    return canvas;
  }

  return { create, sample, zoom, move, follow, showLast, reset: () => setView(...span), begin(low, high) { span = view = [low, high]; } };
})();
