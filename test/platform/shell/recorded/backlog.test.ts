import { describe, expect, it } from 'vitest';
import { Backlog } from '../../../../src/platform/shell/recorded/backlog.ts';

/** A disk that takes nothing until it is let go. */
function slowDisk() {
  const open = Promise.withResolvers<void>();
  const written: string[] = [];
  return {
    written,
    letGo: () => open.resolve(),
    async deliver(chunk: Buffer) {
      await open.promise;
      written.push(chunk.toString());
    },
  };
}

describe('what waits for the disk', () => {
  it('is delivered in order, and nobody waits for it', async () => {
    const disk = slowDisk();
    const backlog = new Backlog({ ...disk, limit: 100 });
    for (const text of ['one\n', '', 'two\n', 'three']) backlog.add(Buffer.from(text));
    expect(disk.written).toEqual([]);
    disk.letGo();
    await backlog.settled();
    expect(disk.written).toEqual(['one\n', 'two\n', 'three']);
    expect(backlog.cut).toBe(false);
  });

  it('is cut behind a whole line where it grows beyond the limit, for good', async () => {
    const disk = slowDisk();
    const backlog = new Backlog({ ...disk, limit: 8 });
    backlog.add(Buffer.from('12345'));
    backlog.add(Buffer.from('67\nhalf of a secr'));
    disk.letGo();
    await backlog.settled();
    backlog.add(Buffer.from('et\n'));
    await backlog.settled();
    expect(disk.written.join('')).toBe('1234567\n');
    expect(backlog.cut).toBe(true);
  });

  it('counts only what still waits', async () => {
    const disk = slowDisk();
    disk.letGo();
    const backlog = new Backlog({ ...disk, limit: 8 });
    for (let round = 0; round < 10; round += 1) {
      backlog.add(Buffer.from('1234567\n'));
      await backlog.settled();
    }
    expect(backlog.cut).toBe(false);
    expect(disk.written).toHaveLength(10);
  });

  it('fails with what the disk failed with', async () => {
    const backlog = new Backlog({ deliver: () => Promise.reject(new Error('disk full')), limit: 8 });
    backlog.add(Buffer.from('a'));
    backlog.add(Buffer.from('b'));
    await expect(backlog.settled()).rejects.toThrow('disk full');
  });
});
