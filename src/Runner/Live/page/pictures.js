// The last frame of each band with the apertures in it.
const pictures = (() => {
  const { element, button } = page;
  const figures = new Map();
  const svg = (name, attributes, ...content) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  function of(band) {
    if (!figures.has(band.name)) figures.set(band.name, make());
    return figures.get(band.name);
  }

  function make() {
    const marks = svg('svg', { role: 'img' });
    const title = element('span', 'soft');
    const sky = element('div', 'sky', element('div', 'placeholder', 'No frame yet'));
    const figure = element('figure', 'last', sky);
    const larger = button('Larger', 'Show the picture larger', () => {
      const large = figure.classList.toggle('large');
      larger.textContent = large ? 'Smaller' : 'Larger';
      larger.setAttribute('aria-label', large ? 'Show the picture smaller' : 'Show the picture larger');
    });
    figure.append(element('figcaption', '', title, larger));
    return { figure, marks, title, sky, version: 0 };
  }

  function drawMarks(shown, band) {
    const { width, height, major, minor, turn, stars } = band.picture;
    shown.marks.setAttribute('viewBox', `-0.5 -0.5 ${width} ${height}`);
    shown.marks.setAttribute('aria-label', stars.length ? `${stars.length} numbered stars of band ${band.name} with their apertures` : `Band ${band.name}: no star was measured in this frame`);
    const letters = Math.max(width, height) / 24;
    shown.marks.replaceChildren(...stars.map(([number, x, y]) => {
      const up = height - 1 - y;
      const text = svg('text', { x: x + major * .8, y: up - major * .8, 'font-size': letters }, String(number));
      return svg('g', { 'data-star': number }, svg('title', {}, `Star ${number}`), svg('ellipse', { cx: x, cy: up, rx: major, ry: minor, transform: `rotate(${-turn} ${x} ${up})` }), text);
    }));
  }

  function show(band) {
    const shown = of(band), picture = band.picture;
    if (!picture || picture.version === shown.version) return;
    shown.version = picture.version;
    const next = new Image();
    next.alt = `Last frame of band ${band.name}`;
    // The old picture stays until the new one is there, so that nothing flickers.
    next.onload = () => {
      if (shown.version !== picture.version) return;
      shown.sky.replaceChildren(next, shown.marks);
      drawMarks(shown, band);
      shown.title.textContent = picture.title + (picture.time ? ', ' + new Date(picture.time * 1000).toISOString().slice(11, 19) + ' UTC' : '') + `, ${picture.width} x ${picture.height} pixels`;
    };
    next.src = `picture/${band.index}?v=${picture.version}`;
  }

  return { figureOf: band => of(band).figure, update(fresh) {
    // The numbers begin anew with each start of the program.
    if (fresh) for (const shown of figures.values()) shown.version = 0;
    for (const band of night.bands) show(band);
  } };
})();
