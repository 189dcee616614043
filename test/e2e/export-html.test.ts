import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exportHtml } from '../../src/report/session/html/document.ts';
import { exportedOf, hostileEvents, hostileOutput, textOf } from '../fixtures/report/exported.ts';
import { runProgram } from './program.ts';
import { Chromium, findChromium } from './support/chromium.ts';
import { openWorkspace } from './support/workspace.ts';

const chromium = findChromium();

/** Prints what means harm to a reader, more than is shown of it, and then fails. */
const runbook = `# Look

<!-- step: { id: print, effect: read } -->
\`\`\`bash
printf '</pre><script>document.title = "taken over"</script><img src="http://127.0.0.1:9/picture">\\n'
printf '\\033]52;c;QQ==\\007\\033[31mred\\033[0m\\n'
seq 1 40000
\`\`\`

<!-- step: { id: fail, effect: read } -->
\`\`\`bash
echo 'no such release' >&2; exit 3
\`\`\`
`;

const violationsSchema = z.array(
  z.looseObject({ id: z.string(), impact: z.string(), nodes: z.array(z.looseObject({ html: z.string() })) }),
);

const screens = [
  {
    name: 'light',
    width: 1100,
    features: [{ name: 'prefers-color-scheme', value: 'light' }],
    media: 'screen',
  },
  { name: 'dark', width: 1100, features: [{ name: 'prefers-color-scheme', value: 'dark' }], media: 'screen' },
  {
    name: 'on a phone',
    width: 360,
    features: [{ name: 'prefers-color-scheme', value: 'dark' }],
    media: 'screen',
  },
  {
    name: 'in print',
    width: 720,
    features: [{ name: 'prefers-color-scheme', value: 'dark' }],
    media: 'print',
  },
] as const;

describe.skipIf(chromium === undefined)('the HTML of a session in a browser (needs chromium)', () => {
  let browser: Chromium;
  beforeAll(async () => {
    browser = await Chromium.open(chromium ?? '');
  });
  afterAll(() => browser.close());

  async function show(path: string, { width, features, media }: (typeof screens)[number]): Promise<void> {
    await browser.send('Emulation.setEmulatedMedia', { media, features });
    const size = { width, height: 900, deviceScaleFactor: 1, mobile: width < 500 };
    await browser.send('Emulation.setDeviceMetricsOverride', size);
    await browser.visit(`file://${path}`);
  }

  /** What was asked of a network or a disk, but for the file itself; and what the browser complained of. */
  function complaints(): readonly string[] {
    return browser.events.flatMap(({ method, params }) => {
      const text = JSON.stringify(params);
      if (method === 'Network.requestWillBeSent') return text.includes('"type":"Document"') ? [] : [text];
      return ['Log.entryAdded', 'Runtime.consoleAPICalled', 'Runtime.exceptionThrown'].includes(method)
        ? [text]
        : [];
    });
  }

  async function expectSound(path: string, screen: (typeof screens)[number]): Promise<void> {
    await show(path, screen);
    expect(complaints()).toEqual([]);
    const unfold = 'document.querySelectorAll("details").forEach((each) => { each.open = true; })';
    await browser.evaluate(unfold);
    expect(await browser.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
    await browser.evaluate(`${axe.source}; undefined`);
    const found = await browser.evaluate('axe.run().then(({ violations }) => violations)');
    const told = violationsSchema.parse(found).map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    expect(told).toEqual([]);
  }

  it.each(screens)('is sound $name, of a real session with a hostile output', async (screen) => {
    const workspace = openWorkspace();
    const path = workspace.write('look.md', runbook);
    const place = { cwd: workspace.folder, env: workspace.env };
    expect(runProgram([path, '--unattended', '--plain'], place).exitCode).toBe(1);
    const [id = ''] = workspace.sessions();
    const report = join(workspace.folder, 'report.html');
    const made = runProgram(['sessions', 'export', id, '--format', 'html', '--output', report], place);
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readFileSync(report, 'utf8')).toContain('no such release');
    await expectSound(report, screen);
    expect(await browser.evaluate('document.title')).toMatch(/^look: /);
    expect(await browser.evaluate('document.images.length + document.scripts.length')).toBe(0);
  });

  it('is sound where every text of the log is hostile', async () => {
    const workspace = openWorkspace();
    const text = await textOf(exportHtml, exportedOf(hostileEvents(), { outputs: [hostileOutput] }));
    const report = join(workspace.folder, 'hostile.html');
    writeFileSync(report, text);
    await expectSound(report, screens[2]);
    expect(await browser.evaluate('document.images.length + document.scripts.length')).toBe(0);
    expect(await browser.evaluate('document.querySelectorAll("main, header, footer").length')).toBe(3);
  });

  it('unfolds short outputs in print, and there alone', async () => {
    const workspace = openWorkspace();
    const output = Buffer.from('short\n');
    const report = join(workspace.folder, 'short.html');
    const passed = hostileEvents(output).map((event) =>
      event.type === 'step.finished' ? { ...event, result: 'passed' as const } : event,
    );
    writeFileSync(report, await textOf(exportHtml, exportedOf(passed, { outputs: [output] })));
    const isShown = 'document.querySelector("details.short:not([open]) > pre").checkVisibility()';
    await show(report, screens[0]);
    expect(await browser.evaluate(isShown)).toBe(false);
    await show(report, screens[3]);
    expect(await browser.evaluate(isShown)).toBe(true);
  });

  it('runs no script, even one that is in it', async () => {
    const workspace = openWorkspace();
    const text = await textOf(exportHtml, exportedOf(hostileEvents()));
    const report = join(workspace.folder, 'scripted.html');
    writeFileSync(report, text.replace('</main>', '<script>document.title = "taken over"</script></main>'));
    await show(report, screens[0]);
    expect(await browser.evaluate('document.title')).not.toBe('taken over');
    expect(complaints().join()).toContain('Content Security Policy');
  });
});
