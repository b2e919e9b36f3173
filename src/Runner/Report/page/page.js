'use strict';
// What all pages share: their data, the choice of colours, and controls.
const page = (() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };
  const numbers = (Type, text) => text ? new Type(Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer) : null;
  const gaps = values => Array.from(values, v => Number.isFinite(v) ? v : null);

  function remembered(value) {
    try {
      if (value) localStorage.setItem('nocturne-theme', value);
      return localStorage.getItem('nocturne-theme');
    } catch {
      return null;
    }
  }

  const asked = new URLSearchParams(location.search).get('theme');
  let redraw = () => {};
  function setTheme(name, keep) {
    root.dataset.theme = name;
    if (keep) remembered(name);
    for (const button of document.querySelectorAll('[data-set-theme]')) button.setAttribute('aria-pressed', button.dataset.setTheme === name);
    redraw();
  }
  for (const button of document.querySelectorAll('[data-set-theme]')) button.addEventListener('click', () => setTheme(button.dataset.setTheme, true));
  setTheme(['light', 'dark', 'night'].find(name => name === (asked || remembered())) || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));

  const choice = (text, options, chosen, change) => {
    const select = element('select', '', ...options.map(([value, name]) => { const option = element('option', '', name); option.value = value; return option; }));
    select.value = chosen;
    select.addEventListener('change', () => change(select.value));
    return [element('label', '', text + ' ', select), select];
  };
  const tick = (text, chosen, change) => {
    const box = element('input');
    box.type = 'checkbox';
    box.checked = chosen;
    box.addEventListener('change', () => change(box.checked));
    return element('label', 'tick', box, text);
  };
  const button = (text, title, act) => {
    const made = element('button', '', text);
    made.type = 'button';
    made.title = title;
    made.setAttribute('aria-label', title);
    made.addEventListener('click', act);
    return made;
  };

  // What is drawn in the colours of the page is drawn now, and again whenever they change.
  const onTheme = draw => {
    redraw = draw;
    draw();
  };

  return { data, element, numbers, gaps, choice, tick, button, onTheme };
})();
