import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadedScript, loadCachedScript } from '../../src/platform/cached-script.ts';

const text = `const { basename } = require('node:path');
exports.place = () => [__dirname, basename(__filename)];
exports.fail = () => { throw new Error('no'); };
`;

function call({ exports }: LoadedScript, name: string): unknown {
  const value = exports[name];
  return typeof value === 'function' ? Reflect.apply(value, undefined, []) : value;
}

describe('a script kept compiled', () => {
  let file = '';
  let folder = '';
  let kept = '';
  beforeEach(() => {
    const home = mkdtempSync(join(tmpdir(), 'script-'));
    file = join(home, 'tool-1.cjs');
    folder = join(home, 'cache/deep');
    kept = join(folder, 'tool-1.use');
    writeFileSync(file, text);
  });
  afterEach(() => rmSync(dirname(file), { recursive: true }));

  const load = (): LoadedScript => loadCachedScript(file, { folder, use: 'use' });
  const run = (): LoadedScript => {
    const script = load();
    expect(call(script, 'place')).toEqual([dirname(file), 'tool-1.cjs']);
    script.keep();
    return script;
  };

  it('takes what the first runs compiled, and then leaves it as it is', () => {
    expect([run(), run(), run()].map((script) => script.kept)).toEqual([0, 1, 2]);
    const before = statSync(kept);
    expect(run().kept).toBe(3);
    expect(statSync(kept).ino).toBe(before.ino);
  });

  it('adds the functions that a later run calls', () => {
    run();
    const before = statSync(kept).size;
    const script = load();
    expect(() => call(script, 'fail')).toThrow('no');
    script.keep();
    expect(statSync(kept).size).toBeGreaterThan(before);
  });

  it('keeps it for the user alone', () => {
    run();
    expect([folder, kept].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  it.each([0, 32, 40, -1])('compiles anew where byte %i of what was kept is damaged', (at) => {
    run();
    const bytes = readFileSync(kept);
    const index = at < 0 ? bytes.length + at : at;
    bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
    writeFileSync(kept, bytes);
    expect(run().kept).toBe(0);
    expect(run().kept).toBe(1);
  });

  it.each([0, 10, 32, 33, 200])('compiles anew where only %i bytes of it are left', (size) => {
    run();
    writeFileSync(kept, readFileSync(kept).subarray(0, size));
    expect(run().kept).toBe(0);
    expect(run().kept).toBe(1);
  });

  it('compiles anew what was kept of another script, as of another V8', () => {
    run();
    writeFileSync(file, `${text}exports.more = () => 2;\n`);
    const script = run();
    expect(script.kept).toBe(0);
    expect(call(script, 'more')).toBe(2);
    expect(load().kept).toBe(1);
  });

  it.each([0o755, 0o770, 0o702])('neither takes nor keeps anything in a folder of mode %o', (mode) => {
    run();
    chmodSync(folder, mode);
    const { ino } = statSync(kept);
    expect(run().kept).toBe(0);
    expect(statSync(kept).ino).toBe(ino);
  });

  it('does not take a file that others can read or write', () => {
    run();
    chmodSync(kept, 0o660);
    expect(load().kept).toBe(0);
  });

  it('runs where there is no place to keep anything', () => {
    expect(call(loadCachedScript(file, undefined), 'place')).toEqual([dirname(file), 'tool-1.cjs']);
    writeFileSync(dirname(folder), 'a file stands where the folder should');
    expect([run(), run()].map((script) => script.kept)).toEqual([0, 0]);
  });

  it('holds what one of two runs at once kept, and no draft', () => {
    const [one, other] = [load(), load()];
    one.keep();
    other.keep();
    expect(readdirSync(folder)).toEqual(['tool-1.use']);
    expect(load().kept).toBe(1);
  });

  it('removes what another version kept a month ago, and nothing newer', () => {
    run();
    const [old, recent] = [join(folder, 'tool-0.use'), join(folder, 'tool-2.use')];
    for (const path of [old, recent]) writeFileSync(path, '');
    utimesSync(old, 0, 0);
    run();
    expect(readdirSync(folder).toSorted()).toEqual(['tool-1.use', 'tool-2.use']);
  });

  it('tells in a stack where in the file an error was thrown, compiled before or not', () => {
    const stackOf = (script: LoadedScript): unknown => {
      try {
        return call(script, 'fail');
      } catch (thrown) {
        return thrown instanceof Error ? thrown.stack : thrown;
      }
    };
    expect(stackOf(run())).toContain(`${file}:3:`);
    expect(stackOf(run())).toContain(`${file}:3:`);
  });
});
