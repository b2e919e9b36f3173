// Puts what the report embeds of the chart library into dist/: script, style and licence.
import { copyFileSync, mkdirSync } from 'node:fs';

const here = new URL('.', import.meta.url);
const library = new URL('node_modules/uplot/', here);
const dist = new URL('dist/', here);

mkdirSync(dist, { recursive: true });
copyFileSync(new URL('dist/uPlot.iife.min.js', library), new URL('charts.js', dist));
copyFileSync(new URL('dist/uPlot.min.css', library), new URL('charts.css', dist));
copyFileSync(new URL('LICENSE', library), new URL('charts.license.txt', dist));
