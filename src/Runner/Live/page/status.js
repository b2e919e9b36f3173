// Words and numbers: the cards of the bands, throughput, frames without rows.
const status = (() => {
  const { element } = page;
  const byId = id => document.getElementById(id);
  const whole = number => (number || 0).toLocaleString('en-US');
  const short = (number, unit) => !Number.isFinite(number) ? 'not known' : (Math.abs(number) >= 100 ? Math.round(number).toLocaleString('en-US') : number.toPrecision(3)) + (unit ? ' ' + unit : '');
  const time = seconds => !Number.isFinite(seconds) ? 'not known' : seconds >= 1 ? short(seconds, 's') : short(seconds * 1000, 'ms');
  const age = seconds => seconds < 60 ? seconds.toFixed(seconds < 10 ? 1 : 0) + ' s' : seconds < 3600 ? `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s` : `${Math.floor(seconds / 3600)} h ${Math.floor(seconds % 3600 / 60)} min`;
  const bytes = number => number >= 1 << 30 ? (number / (1 << 30)).toFixed(2) + ' GiB' : Math.round((number || 0) / (1 << 20)) + ' MiB';
  const activities = { starting: 'starting', collecting: 'looking for its first good frames', measuring: 'measuring', restarting: 'starting again', ended: 'ended' };
  const phases = { catchingup: 'reading what is there', running: 'running', finishing: 'finishing', ended: 'ended' };
  const stages = ['calibrate', 'background', 'align', 'measure', 'stamp'];
  const cards = new Map();

  function entry(list, name) {
    const value = element('dd');
    list.append(element('div', '', element('dt', '', name), value));
    return value;
  }

  function makeCard(band) {
    const list = element('dl');
    const card = {
      activity: element('span', 'soft'), sky: element('span', 'sky-word'), big: element('p', 'big'), file: element('p', 'file'), trouble: element('p', 'trouble'),
      measured: entry(list, 'Measured'), missing: entry(list, 'Without rows'), waiting: entry(list, 'Waiting'),
      every: entry(list, 'A frame every'), rate: entry(list, 'Frames a second'), stars: entry(list, 'Stars'),
      seeing: entry(list, 'Seeing [pixels]'), background: entry(list, 'Sky [ADU/pixel]'), airmass: entry(list, 'Airmass'),
    };
    card.host = element('article', 'card ' + band.colour, element('header', '', element('span', 'band ' + band.colour, band.name), card.sky), card.big, list, card.file, card.trouble);
    return card;
  }

  const set = (node, text) => { if (node.textContent !== text) node.textContent = text; };

  function updateCard(band) {
    if (!cards.has(band.name)) {
      cards.set(band.name, makeCard(band));
      byId('cards').replaceChildren(...night.bands.filter(other => cards.has(other.name)).map(other => cards.get(other.name).host));
    }
    const card = cards.get(band.name), missing = (band.unaligned || 0) + (band.notUsable || 0);
    set(card.sky, band.skyWords);
    card.sky.className = 'sky-word ' + band.sky;
    card.sky.title = band.skyChange || '';
    set(card.measured, whole(band.measured));
    set(card.missing, whole(missing));
    card.missing.className = missing ? 'some' : '';
    set(card.waiting, whole(band.waiting));
    set(card.every, band.cadence ? time(band.cadence) : 'not known');
    set(card.rate, short(band.rate || 0));
    set(card.stars, band.stars ? whole(band.stars) : activities[band.activity] || 'none yet');
    set(card.seeing, short(band.fwhm));
    set(card.background, short(band.background));
    set(card.airmass, short(band.airmass));
    set(card.file, band.file ? `Last: ${band.file}` : '');
    set(card.trouble, [band.trouble, band.restarts ? `Started again ${band.restarts} times.` : '', band.late ? `${band.late} calibration frames came late; 'nocturne finalize' will make this band anew with them.` : ''].filter(Boolean).join(' '));
    tickCard(band);
  }

  // The time since the last frame goes on between the events.
  function tickCard(band) {
    const card = cards.get(band.name);
    if (!card) return;
    if (band.since === undefined) { set(card.big, activities[band.activity] || 'no frame yet'); return; }
    const since = band.since + (performance.now() - night.state.at) / 1000;
    const ended = night.state.night.phase === 'ended';
    const overdue = !ended && night.state.connected && since > Math.max(15, 5 * (band.cadence || 0));
    card.big.replaceChildren(age(since), element('small', '', overdue ? ' since the last frame: overdue' : ' since the last frame'));
    card.big.className = overdue ? 'big overdue' : 'big';
  }

  function meter(name, value, share, words, full) {
    const fill = element('i');
    fill.style.width = Math.round(100 * Math.min(1, share || 0)) + '%';
    return element('div', full ? 'meter full' : 'meter', element('span', '', name), element('b', '', value), element('div', 'bar', fill), element('span', '', words));
  }

  function updateWork() {
    const { night: now } = night.state, share = now.poolBudget ? now.poolBytes / now.poolBudget : 0;
    const waiting = night.bands.reduce((sum, band) => sum + (band.waiting || 0), 0), rate = night.bands.reduce((sum, band) => sum + (band.rate || 0), 0);
    const meters = element('div', 'meters', now.poolBudget ? meter('Memory for frames', `${bytes(now.poolBytes)} of ${bytes(now.poolBudget)}`, share, now.poolWaiting ? `${now.poolWaiting} frames wait for room: the source is held back` : 'no frame waits for room', now.poolWaiting > 0) : '',
      meter('Frames that wait', whole(waiting), rate ? waiting / (rate * 60) : waiting ? 1 : 0, waiting && rate ? `worked off in ${age(waiting / rate)}` : 'all are worked off', waiting > Math.max(60, rate * 60)),
      meter('Files', whole(now.taken), 1, now.pending ? `${now.pending} not whole yet` : 'none that is not whole', false));
    const longest = Math.max(1e-9, ...night.bands.map(band => stages.reduce((sum, stage) => sum + ((band.stages || {})[stage] || 0), 0)));
    const used = stages.filter(stage => night.bands.some(band => (band.stages || {})[stage]));
    const table = element('table', 'work', element('caption', 'spoken', 'Mean time of each stage over the last frames'));
    const head = element('tr', '', ...['Band', 'A frame through the stages', ...used.map(stage => stage[0].toUpperCase() + stage.slice(1)), 'Reduced a second', 'Waiting', 'File to row'].map((name, k) => {
      const cell = element('th', k > 1 ? 'number' : '', name);
      cell.scope = 'col';
      return cell;
    }));
    const rows = night.bands.map(band => {
      const bar = element('div', 'bar');
      for (const stage of used) {
        const part = element('i', stage);
        part.style.width = 100 * ((band.stages || {})[stage] || 0) / longest + '%';
        part.title = `${stage}: ${time((band.stages || {})[stage])}`;
        bar.append(part);
      }
      return element('tr', '', element('td', '', element('span', 'band ' + band.colour, band.name)), element('td', '', bar), ...used.map(stage => element('td', 'number', time((band.stages || {})[stage]))),
        element('td', 'number', short(band.rate || 0)), element('td', 'number', whole(band.waiting)), element('td', 'number', time(band.latency)));
    });
    table.append(element('thead', '', head), element('tbody', '', ...rows));
    const key = element('p', 'stage-key', ...used.map(stage => element('span', '', element('i', stage), stage)));
    byId('work').replaceChildren(meters, key, element('div', 'scroll', table));
  }

  function updateRejected() {
    const none = night.rejected.length === 0;
    byId('none-rejected').hidden = !none;
    byId('rejected-ledger').hidden = none;
    const names = new Map(night.bands.map(band => [band.index, band]));
    byId('rejected').replaceChildren(...[...night.rejected].reverse().map(frame => {
      const band = names.get(frame.band);
      return element('tr', '', element('td', '', band ? element('span', 'band ' + band.colour, band.name) : ''),
        element('td', 'when', frame.time ? new Date(frame.time * 1000).toISOString().slice(0, 19).replace('T', ' ') : 'not known'),
        element('td', 'path', frame.file), element('td', '', frame.kind), element('td', '', frame.reason || ''));
    }));
  }

  let spoken = '';
  function speak() {
    const { night: now, connected } = night.state;
    const text = (connected ? `The night is ${phases[now.phase] || 'unknown'}. ` : 'Connection lost. ') + night.bands.map(band => `${band.name}: ${band.skyWords}.`).join(' ');
    if (text === spoken) return;
    spoken = text;
    byId('spoken').textContent = text;
  }

  function updateHead() {
    const { night: now, connected } = night.state, phase = byId('phase'), banner = byId('banner');
    const times = night.bands.filter(band => band.curve && band.curve.x.length).flatMap(band => [band.curve.x[0], band.curve.x[band.curve.x.length - 1]]);
    const measured = night.bands.reduce((sum, band) => sum + (band.measured || 0), 0), all = night.bands.reduce((sum, band) => sum + (band.measured || 0) + (band.unaligned || 0) + (band.notUsable || 0), 0);
    const day = seconds => new Date(seconds * 1000).toISOString().slice(0, 10), clock = seconds => new Date(seconds * 1000).toISOString().slice(11, 19);
    if (times.length) {
      set(byId('title'), `Night of ${day(Math.min(...times))}`);
      document.title = `Night of ${day(Math.min(...times))} - Nocturne live`;
      set(byId('summary'), `${night.bands.length} ${night.bands.length === 1 ? 'band' : 'bands'}, ${whole(measured)} of ${whole(all)} frames measured, ${clock(Math.min(...times))} to ${clock(Math.max(...times))} UTC`);
    }
    set(phase, connected ? phases[now.phase] || 'connected' : 'connection lost');
    phase.className = 'phase ' + (!connected ? 'lost' : now.phase === 'running' ? 'running' : '');
    const ended = now.phase === 'ended';
    banner.classList.toggle('calm', !connected && ended);
    const words = !connected ? (ended ? "The night has ended, and Nocturne with it. The report is in the night's folder; 'nocturne serve' shows this page again."
      : 'Connection lost: what is shown is not the present. The page tries again by itself.') : now.trouble || '';
    banner.hidden = !words;
    set(banner, words);
  }

  setInterval(() => { if (night.state.at && night.state.connected) night.bands.forEach(tickCard); }, 500);
  return {
    update(told) {
      updateHead();
      speak();
      if (!told) return;
      night.bands.forEach(updateCard);
      updateWork();
      if (told.fresh || told.rejected.length) updateRejected();
    },
  };
})();
