import { stripVTControlCharacters } from 'node:util';
import type { Inside } from '../../exec/inside.ts';
import { runScript } from '../../exec/run-command.ts';
import type { Channels } from './channels.ts';

const prompt = '# ';

/** True of a shell that is to read its commands from the client: `sh`, `/bin/bash -i`. */
export function isBareShell([program = '', ...rest]: readonly string[]): boolean {
  return /^(?:.*\/)?(?:ba)?sh$/.test(program) && rest.every((word) => /^-[il]+$/.test(word));
}

/**
 * A shell that runs each line as it comes, until `exit` or the end of the input. On a terminal it shows what is typed,
 * takes back characters and the line (Backspace, Ctrl+C), and ends at Ctrl+D; it has no history.
 */
export function openShell(inside: Inside, name: string, tty: boolean, channels: Channels): void {
  const shell = new Shell(inside, name.slice(name.lastIndexOf('/') + 1), tty, channels);
  channels.onInput(
    (text) => shell.take(text),
    () => shell.end(),
  );
}

class Shell {
  readonly #inside: Inside;
  readonly #name: string;
  readonly #tty: boolean;
  readonly #channels: Channels;
  #line = '';
  #code = 0;
  #over = false;

  constructor(inside: Inside, name: string, tty: boolean, channels: Channels) {
    this.#inside = inside;
    this.#name = name;
    this.#tty = tty;
    this.#channels = channels;
    this.#show(prompt);
  }

  take(text: string): void {
    // Arrow keys and the like come as escape sequences, which this shell has no use for.
    const plain = stripVTControlCharacters(text);
    for (const key of plain) if (!this.#over) this.#key(key);
  }

  /** The input is over: a line without its end is run too. */
  end(): void {
    if (this.#line !== '') this.#run();
    this.#leave();
  }

  #key(key: string): void {
    if (key === '\n' || key === '\r') {
      this.#show('\r\n');
      this.#run();
    } else if (!this.#tty) {
      this.#line += key;
    } else if (key === '\u007F' || key === '\b') {
      if (this.#line !== '') this.#show('\b \b');
      this.#line = this.#line.slice(0, -1);
    } else if (key === '\u0003') {
      this.#line = '';
      this.#show(`^C\r\n${prompt}`);
    } else if (key === '\u0004') {
      if (this.#line === '') this.#leave();
    } else if (key >= ' ') {
      this.#line += key;
      this.#show(key);
    }
  }

  #run(): void {
    const result = runScript(this.#inside, this.#line, this.#name);
    this.#line = '';
    this.#code = result.exitCode;
    this.#write('stdout', result.stdout);
    this.#write('stderr', result.stderr);
    if (result.exited) this.#leave();
    else this.#show(prompt);
  }

  #leave(): void {
    if (this.#over) return;
    this.#over = true;
    this.#channels.end(this.#code);
  }

  #write(to: 'stdout' | 'stderr', text: string): void {
    if (this.#tty) this.#show(text.replaceAll('\n', '\r\n'));
    else this.#channels.write(to, text);
  }

  #show(text: string): void {
    if (this.#tty) this.#channels.write('stdout', text);
  }
}
