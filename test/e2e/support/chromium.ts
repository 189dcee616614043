import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'headless_shell'];

/** The browser of this machine, if there is one: $CHROMIUM, or the first that the search path knows. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const given = process.env['CHROMIUM'];
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...(given === undefined ? [] : [given]), ...candidates].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const messageSchema = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

export interface BrowserEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Waiting {
  readonly done: (result: Readonly<Record<string, unknown>>) => void;
  readonly failed: (error: Error) => void;
}

/** A headless Chromium with one page, driven through a pipe by the DevTools protocol: it listens on no port. */
export class Chromium {
  /** Everything that the browser has told of the page, in order. */
  readonly events: BrowserEvent[] = [];
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(event: BrowserEvent) => void>();
  readonly #input: Writable;
  #next = 1;
  #session: string | undefined;

  private constructor(child: ChildProcess, profile: string, input: Writable, output: Readable) {
    this.#child = child;
    this.#profile = profile;
    this.#input = input;
    let rest = '';
    output.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.#take(message);
    });
  }

  static async open(path: string): Promise<Chromium> {
    const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    const child = spawn(
      path,
      [
        '--headless=new',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--remote-debugging-pipe',
        `--user-data-dir=${profile}`,
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: profile } },
    );
    const [, , , input, output] = child.stdio;
    if (input === null || input === undefined || output === null || output === undefined)
      throw new Error('there is no pipe');
    if (!('write' in input) || !('setEncoding' in output))
      throw new Error('the pipes are the wrong way round');
    const browser = new Chromium(child, profile, input, output);
    await browser.#attach();
    return browser;
  }

  async #attach(): Promise<void> {
    const { targetId } = z
      .looseObject({ targetId: z.string() })
      .parse(await this.send('Target.createTarget', { url: 'about:blank' }));
    const attached = await this.send('Target.attachToTarget', { targetId, flatten: true });
    this.#session = z.looseObject({ sessionId: z.string() }).parse(attached).sessionId;
    for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await this.send(`${domain}.enable`);
  }

  send(
    method: string,
    params: Readonly<Record<string, unknown>> = {},
  ): Promise<Readonly<Record<string, unknown>>> {
    const id = this.#next++;
    const session = this.#session === undefined ? {} : { sessionId: this.#session };
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#input.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
    });
  }

  /** Opens a page and waits until it has loaded. */
  async visit(url: string): Promise<void> {
    this.events.length = 0;
    const loaded = this.#when('Page.loadEventFired');
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** The value of an expression in the page; a promise is waited for. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    const { result, exceptionDetails } = z
      .looseObject({
        result: z.looseObject({ value: z.unknown().optional() }),
        exceptionDetails: z.unknown().optional(),
      })
      .parse(answer);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  }

  async close(): Promise<void> {
    this.#child.kill('SIGKILL');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #when(method: string): Promise<void> {
    return new Promise((done) => {
      const listener = (event: BrowserEvent): void => {
        if (event.method !== method) return;
        this.#listeners.delete(listener);
        done();
      };
      this.#listeners.add(listener);
    });
  }

  #take(text: string): void {
    const { id, method, params, result, error } = messageSchema.parse(JSON.parse(text));
    if (method !== undefined) {
      const event = { method, params: params ?? {} };
      this.events.push(event);
      for (const listener of this.#listeners) listener(event);
    }
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.done(result ?? {});
    else waiting.failed(new Error(error.message));
  }
}
