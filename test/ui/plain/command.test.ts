import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainCommands, readPlainCommand } from '../../../src/ui/plain/command.ts';

describe('typed commands', () => {
  it.each([
    ['', { command: 'enter' }],
    ['y', { command: 'yes', note: '' }],
    ['yes seen it', { command: 'yes', note: 'seen it' }],
    ['No not yet', { command: 'no', note: 'not yet' }],
    ['skip  no need today', { command: 'skip', text: 'no need today' }],
    ['roll back only', { command: 'roll-back-only', text: '' }],
    ['Roll back ONLY it is down', { command: 'roll-back-only', text: 'it is down' }],
    ['roll back it is down', { command: 'roll-back', text: 'it is down' }],
    ['hand over bea at gate 3', { command: 'hand-over', to: 'bea', note: 'at gate 3' }],
    ['hand over "Bea C" now', { command: 'hand-over', to: 'Bea C', note: 'now' }],
    ['back', { command: 'back', to: '', reason: '' }],
    ['back tags wrong version', { command: 'back', to: 'tags', reason: 'wrong version' }],
    ['approve "Ada L" looks right', { command: 'approve', name: 'Ada L', note: 'looks right' }],
    ['done saw it in the log', { command: 'done', reason: 'saw it in the log' }],
    ['q', { command: 'leave' }],
    ['?', { command: 'help' }],
    ['rollback', { command: 'text', text: 'rollback' }],
    ['run away', { command: 'text', text: 'run away' }],
    ['short', { command: 'text', text: 'short' }],
  ])('%j means %j', (line, command) => {
    expect(readPlainCommand(line)).toEqual(command);
  });

  it('reads every form of its own help as something other than text', () => {
    for (const { form } of plainCommands) {
      const line = form.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/[A-Z]{2,}( [A-Z]+)*/g, 'x');
      expect(readPlainCommand(line).command, form).not.toBe('text');
    }
  });

  it('never throws, and never takes a line with other words for a yes', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        const { command } = readPlainCommand(line);
        const saysYes = /^"?y(es)?"?(\s|$)/i.test(line.trim());
        expect(command === 'yes' && !saysYes).toBe(false);
      }),
    );
  });
});
