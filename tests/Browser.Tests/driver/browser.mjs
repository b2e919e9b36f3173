// A browser at the other end of a pipe: a line of JSON says what to do, a line of JSON says what came of it.
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [executablePath] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
let page = null, problems = [];

const deeds = {
  async open({ url, width, height }) {
    if (page) await page.context().close();
    problems = [];
    page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    page.setDefaultTimeout(60000);
    page.on('console', message => { if (['error', 'warning'].includes(message.type())) problems.push(message.text()); });
    page.on('pageerror', error => problems.push(String(error)));
    await page.goto(url, { waitUntil: 'domcontentloaded' });
  },
  evaluate: ({ script }) => page.evaluate(script),
  // Not waitForFunction: the page forbids what it needs, and rightly.
  async until({ script }) {
    for (let i = 0; i < 600; i++) {
      if (await page.evaluate(script)) return true;
      await page.waitForTimeout(100);
    }
    throw new Error('Not true after a minute; the page says: ' + await page.evaluate('document.body.innerText.slice(0, 2000)'));
  },
  reload: () => page.reload({ waitUntil: 'domcontentloaded' }).then(() => true),
  click: ({ selector }) => page.click(selector),
  press: ({ key }) => page.keyboard.press(key),
  screenshot: ({ path }) => page.screenshot({ path, fullPage: true }).then(() => true),
  problems: async () => problems,
};

for await (const line of createInterface({ input: process.stdin })) {
  const { deed, ...how } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ value: (await deeds[deed](how)) ?? null }));
  } catch (fault) {
    console.log(JSON.stringify({ fault: String(fault) }));
  }
}
await browser.close();
