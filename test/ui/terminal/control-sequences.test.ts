import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionSequences } from '../../../src/ui/terminal/attention.ts';
import {
  clipboardSequence,
  controlFree,
  notificationSequence,
  notificationStyle,
  throughTmux,
  titleSequence,
} from '../../../src/ui/terminal/control-sequences.ts';

const everything = { bell: true, notify: true, title: true };
const nothing = { bell: false, notify: false, title: false };
const tmux = { TERM: 'tmux-256color', TMUX: '/tmp/tmux,1,0' };

describe('text for one line', () => {
  it.each([
    ['a plain message', 'a plain message'],
    ['\x1b[31mred\x1b[0m', 'red'],
    ['\x1b]0;title\x07after', 'after'],
    ['two\nlines\t and more', 'two lines and more'],
    ['end\x07\x1b\\', 'end \\'],
    ['a\u202eb\u2066c', 'a b c'],
    ['漢字 🚀', '漢字 🚀'],
  ])('%j is %j', (text, shown) => {
    expect(controlFree(text)).toBe(shown);
  });

  it('never has a control character, and never more than it may', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const shown = controlFree(text, 50);
        expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(50);
      }),
    );
  });
});

describe('the title', () => {
  it('is set without what could end it', () => {
    expect(titleSequence('a\x07b\x1b]2;c')).toBe('\x1b]2;a b\x07');
  });
});

describe('a notification', () => {
  it('is OSC 9, or OSC 777 where that is known', () => {
    expect(notificationSequence('Approval waits', 'osc9')).toBe('\x1b]9;Approval waits\x07');
    expect(notificationSequence('Approval waits', 'osc777')).toBe(
      '\x1b]777;notify;teei-runbook;Approval waits\x07',
    );
  });

  it('is no command of Windows Terminal', () => {
    expect(notificationSequence('4;1;50', 'osc9')).toBe('\x1b]9;: 4;1;50\x07');
  });

  it.each([
    [{ TERM: 'xterm-256color' }, 'osc9'],
    [{ TERM: 'xterm-256color', VTE_VERSION: '7200' }, 'osc777'],
    [{ TERM: 'foot' }, 'osc777'],
    [{ TERM: 'rxvt-unicode-256color' }, 'osc777'],
  ])('with %j is %s', (env, style) => {
    expect(notificationStyle(env)).toBe(style);
  });
});

describe('the clipboard', () => {
  it('takes text as base64', () => {
    expect(clipboardSequence('grüße')).toBe(`\x1b]52;c;${Buffer.from('grüße').toString('base64')}\x07`);
  });

  it('takes no more than terminals do', () => {
    expect(clipboardSequence('x'.repeat(75_000))).toHaveLength(100_000 + 8);
    expect(clipboardSequence('x'.repeat(75_001))).toBeUndefined();
  });
});

describe('what is sent so that the operator looks here', () => {
  it('is bell and notification, as the settings say', () => {
    const env = { TERM: 'xterm-256color' };
    expect(attentionSequences({ env, attention: everything }).attention('Done')).toBe('\x07\x1b]9;Done\x07');
    expect(attentionSequences({ env, attention: { ...nothing, bell: true } }).attention('Done')).toBe('\x07');
    expect(attentionSequences({ env, attention: nothing }).attention('Done')).toBe('');
    expect(attentionSequences({ env, attention: nothing }).title('Done')).toBe('');
  });

  it('goes through tmux, but for the bell, which tmux knows', () => {
    const inner = notificationSequence('Done', 'osc9');
    expect(attentionSequences({ env: tmux, attention: everything }).attention('Done')).toBe(
      `\x07${throughTmux(inner)}`,
    );
    expect(throughTmux(inner)).toBe('\x1bPtmux;\x1b\x1b]9;Done\x07\x1b\\');
  });

  it('puts text on the clipboard of tmux and of the terminal around it', () => {
    const plain = clipboardSequence('text') ?? '';
    expect(attentionSequences({ env: tmux, attention: nothing }).copy('text')).toBe(
      `${plain}${throughTmux(plain)}`,
    );
  });

  it('is a bell alone on the console of Linux', () => {
    const console = attentionSequences({ env: { TERM: 'linux' }, attention: everything });
    expect(console.attention('Done')).toBe('\x07');
    expect(console.title('Done')).toBe('');
    expect(console.copy('text')).toBeUndefined();
  });
});
