import { describe, expect, it } from 'vitest';
import { ReplyReader } from '../../../../src/platform/shell/launcher/replies.ts';

function read(...chunks: readonly string[]) {
  const reader = new ReplyReader();
  return chunks.flatMap((chunk) => reader.read(chunk));
}

describe('what a launcher says', () => {
  it('is read in whatever pieces it comes', () => {
    expect(read('rea', 'dy\n@1', '2\n=', '3\n@4')).toEqual([
      { reply: 'ready' },
      { reply: 'started', pid: 12 },
      { reply: 'ended', code: 3, signal: null },
    ]);
  });

  it('tells an end by a signal from an exit with 128 and more', () => {
    expect(
      read('@1\n=143\n@2\n[1]+  Terminated   eval "$x"\n=143\n@3\n[1]+  Exit 143   eval "$x"\n=143\n'),
    ).toMatchObject([
      { pid: 1 },
      { code: 143, signal: null },
      { pid: 2 },
      { code: null, signal: 'SIGTERM' },
      { pid: 3 },
      { code: 143, signal: null },
    ]);
  });

  it('takes what was said before the start for nothing', () => {
    expect(read('bash: warning\n@1\n=129\n')[1]).toEqual({ reply: 'ended', code: 129, signal: null });
  });
});
