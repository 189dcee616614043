import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asKubectl, callsOf } from '../../../src/runbook/lint/shell/calls.ts';
import { readCommands } from '../../../src/runbook/lint/shell/commands.ts';

function words(script: string): readonly (readonly string[])[] {
  return readCommands(script).map((command) => command.words.map(({ text }) => text));
}

describe('readCommands', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['a b; c && d || e | f & g', [['a', 'b'], ['c'], ['d'], ['e'], ['f'], ['g']]],
    ['a \\\n  b # c; d\ne', [['a', 'b'], ['e']]],
    [`a 'b; c' "d | e" f\\;g h#i`, [['a', 'b; c', 'd | e', 'f;g', 'h#i']]],
    ['if a; then b; else c; fi', [['a'], ['b'], ['c']]],
    ['X=1 Y="2 3" a', [['a']]],
    ['a $(b "$(c)") `d`', [['a', '$(b "$(c)")', '`d`'], ['b', '$(c)'], ['c'], ['d']]],
    ['cat <<EOF\nkubectl delete ns\nEOF\nb', [['cat'], ['b']]],
    ["cat <<-'X' | a\n\tb\n\tX\nc", [['cat'], ['a'], ['c']]],
    ["sh -c 'a || b'", [['sh', '-c', 'a || b'], ['a'], ['b']]],
    ['a >f 2>&1 <g', [['a']]],
    ["a $'b\\'; c' $((1 + (2)))", [['a', "b\\'; c", '$((1 + (2)))']]],
    ['a ${B:-c; d} "${E}"', [['a', '${B:-c; d}', '${E}']]],
  ])('%j', (script, expected) => {
    expect(words(script)).toEqual(expected);
  });

  it('says what joins commands', () => {
    expect(readCommands('a | b || c &').map(({ before, after }) => [before, after])).toEqual([
      ['start', '|'],
      ['|', '||'],
      ['||', '&'],
    ]);
  });

  it('finds the variables of a word, single quotes aside', () => {
    const [command] = readCommands(`a "$B/\${C%x}" '$D' \\$E`);
    expect(command?.words.flatMap(({ variables }) => variables)).toEqual(['B', 'C']);
  });

  it('gives offsets of the script', () => {
    const script = "x=$(a 'b c')";
    const inner = readCommands(script)[1]?.words[1];
    expect(script.slice(inner?.start, inner?.end)).toBe("'b c'");
  });

  it('ends on any text', () => {
    const part = fc.constantFrom(
      '$(',
      ')',
      '`',
      '"',
      "'",
      '\\',
      '<<E',
      '\n',
      '${',
      '}',
      '|',
      '&',
      '<(',
      '#',
      ' ',
      'a',
      '((',
      ';',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const script = parts.join('');
        for (const { start, end } of readCommands(script)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(script.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function programs(script: string): readonly string[] {
  return readCommands(script).flatMap((command) => callsOf(command).map(({ program }) => program));
}

describe('callsOf', () => {
  it('looks into wrappers and into what runs in a pod', () => {
    expect(programs('sudo -n timeout 5 /usr/bin/curl x')).toEqual(['sudo', 'timeout', 'curl']);
    expect(programs('kubectl exec p -- env A=1 curl x')).toEqual(['kubectl', 'env', 'curl']);
  });

  it('takes kubectl apart', () => {
    const [command] = readCommands('kubectl -n ns get pods --field-selector=a!=b -o json -- x');
    const [call] = command === undefined ? [] : callsOf(command);
    const kubectl = call === undefined ? undefined : asKubectl(call);
    expect(kubectl?.positionals.map(({ text }) => text)).toEqual(['get', 'pods']);
    expect(kubectl?.value('--field-selector')).toBe('a!=b');
    expect(kubectl?.value('-o', '--output')).toBe('json');
    expect(kubectl?.flag('--gone')).toBeUndefined();
  });
});
