import { describe, expect, it } from 'vitest';
import { ContainerLogs } from '../../../../src/rehearsal/kubernetes/kubelet/logs.ts';

const texts = (lines: readonly { readonly text: string }[] | undefined): readonly string[] | undefined =>
  lines?.map(({ text }) => text);

describe('logs of containers', () => {
  it('keeps the present run and the one before it', () => {
    const logs = new ContainerLogs();
    for (const run of ['first', 'second', 'third']) {
      logs.begin('pod', 'web');
      logs.append('pod', 'web', { at: 1, text: run });
    }
    expect(texts(logs.current('pod', 'web')?.lines)).toEqual(['third']);
    expect(texts(logs.previous('pod', 'web')?.lines)).toEqual(['second']);
    expect(logs.previous('pod', 'web')?.ended).toBe(true);
  });

  it('tells a follower each line and the end, once', () => {
    const logs = new ContainerLogs();
    const told: string[] = [];
    logs.begin('pod', 'web');
    logs.current('pod', 'web')?.follow(
      ({ text }) => told.push(text),
      () => told.push('END'),
    );
    logs.append('pod', 'web', { at: 1, text: 'a' });
    logs.end('pod', 'web');
    logs.append('pod', 'web', { at: 2, text: 'lost' });
    logs.forget('pod');
    expect(told).toEqual(['a', 'END']);
    expect(logs.current('pod', 'web')).toBeUndefined();
  });

  it('forgets the oldest lines of a run that writes without end', () => {
    const logs = new ContainerLogs();
    logs.begin('pod', 'web');
    for (let line = 0; line < 12_000; line += 1) logs.append('pod', 'web', { at: line, text: String(line) });
    const { lines } = logs.current('pod', 'web') ?? { lines: [] };
    expect(lines.length).toBeLessThanOrEqual(5000);
    expect(lines.at(-1)?.text).toBe('11999');
  });
});
