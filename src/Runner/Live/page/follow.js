// Follows the night: the events of the server become bands with growing curves.
const night = (() => {
  const { numbers } = page;
  const mostPoints = 3000;
  const bands = new Map();
  const order = [];
  const rejected = [];
  const listeners = [];
  let state = { night: {}, connected: false, since: 0 };

  const finite = values => Array.from(values || [], v => Number.isFinite(v) ? v : null);

  function curveOf(told) {
    const x = Array.from(numbers(Float64Array, told.time) || []);
    const sources = new Map(told.sources.map(({ number, flux, error, flags }) =>
      [number, { y: finite(numbers(Float32Array, flux)), error: finite(numbers(Float32Array, error)), flags: flags ? Array.from(numbers(Int32Array, flags)) : x.map(() => 0) }]));
    const frames = told.frames ? Array.from(numbers(Int32Array, told.frames)) : x.map(() => 1);
    return { photometer: told.photometer, x, frames, sources, numbers: told.sources.map(s => s.number), gaps: Array.from(numbers(Float64Array, told.gaps) || []) };
  }

  // Frames come in the order of the night, but for a few late ones.
  function add(curve, frame) {
    const { x } = curve;
    let at = x.length;
    while (at > 0 && x[at - 1] > frame.time) at--;
    const again = at > 0 && Math.abs(x[at - 1] - frame.time) < 1e-6 ? 1 : 0;
    at -= again;
    x.splice(at, again, frame.time);
    curve.frames.splice(at, again, 1);
    curve.numbers.forEach((number, k) => {
      const source = curve.sources.get(number);
      source.y.splice(at, again, frame.flux[k] ?? null);
      source.error.splice(at, again, frame.error[k] ?? null);
      source.flags.splice(at, again, frame.flags ? frame.flags[k] ?? 0 : 0);
    });
  }

  function take(told) {
    if (state.program && state.program !== told.program) { location.reload(); return; }
    if (told.fresh) { bands.clear(); order.length = 0; rejected.length = 0; }
    told.bands.forEach((band, index) => {
      const known = bands.get(index) || { index };
      const { curve, picture, ...rest } = band;
      // What is not told is not known any more: a sky may lose its cadence.
      const next = { index, curve: known.curve, picture: known.picture, ...rest };
      if (curve) next.curve = curveOf(curve);
      if (picture) next.picture = picture;
      bands.set(index, next);
    });
    const grown = new Set(told.bands.map((band, index) => band.curve ? index : -1));
    for (const frame of told.frames) {
      const band = bands.get(frame.band);
      if (!band || !band.curve) continue;
      add(band.curve, frame);
      grown.add(frame.band);
    }
    for (const frame of told.rejected) {
      const band = bands.get(frame.band);
      if (band && band.curve && frame.time && !told.fresh) { band.curve.gaps.push(frame.time); grown.add(frame.band); }
      const before = rejected.findIndex(other => other.band === frame.band && other.file === frame.file);
      if (before >= 0) rejected.splice(before, 1);
      rejected.push(frame);
    }
    if (rejected.length > 200) rejected.splice(0, rejected.length - 200);
    order.splice(0, order.length, ...[...bands.values()].sort((a, b) => a.name < b.name ? -1 : 1));
    state = { ...state, program: told.program, night: told.night, connected: true, at: performance.now() };
    for (const listen of listeners) listen(grown, told);
    if (order.some(band => band.curve && band.curve.x.length > mostPoints)) begin();
  }

  let source = null, watchdog = null;
  function begin() {
    if (source) source.close();
    source = new EventSource('events');
    source.onmessage = event => { heard(); take(JSON.parse(event.data)); };
    source.onopen = heard;
    source.onerror = () => {
      lost();
      // A browser gives up by itself when a server refuses; a night comes back.
      if (source.readyState === EventSource.CLOSED) setTimeout(begin, 2000);
    };
  }
  function heard() {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => { lost(); begin(); }, 20000);
  }
  function lost() {
    if (!state.connected && state.since) return;
    state = { ...state, connected: false, since: performance.now() };
    for (const listen of listeners) listen(new Set(), null);
  }

  return { bands: order, rejected, begin, listen: listener => listeners.push(listener), get state() { return state; } };
})();
