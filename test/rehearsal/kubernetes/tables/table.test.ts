import { describe, expect, it } from 'vitest';
import { isObject, type Json, listAt, textAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { type KubeObject, nameOf } from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { servedTypes } from '../../../../src/rehearsal/kubernetes/resources/served.ts';
import { tableOf } from '../../../../src/rehearsal/kubernetes/tables/table.ts';
import { scalarText } from '../../../../src/rehearsal/kubernetes/tables/scalar.ts';
import { recordedObjects } from '../../../fixtures/rehearsal/recorded/read.ts';

type Row = Readonly<Record<string, Json>>;

function rowOf(object: KubeObject, now: number): Row {
  const type = servedTypes.find(({ kind }) => kind === object.kind);
  if (type === undefined) throw new Error(`${object.kind} is not served`);
  const table = tableOf(type, [object], now);
  const cells = listAt(listAt(table, 'rows').find(isObject), 'cells');
  return Object.fromEntries(
    listAt(table, 'columnDefinitions').map((column, index) => [
      textAt(column, 'name') ?? '',
      cells[index] ?? null,
    ]),
  );
}

/** A row as a server of 1.20, which was recorded, tells it, where later ones say it in another way. */
function asRecorded(object: KubeObject, row: Row, recorded: Row): Row {
  const told = Object.keys(recorded).map((column) => {
    const cell = row[column] ?? null;
    // The age depends on the moment of the recording within its second.
    if (column === 'Age') return [column, recorded[column] ?? null] as const;
    // Since 1.23 the time of the last restart follows.
    if (column === 'Restarts') return [column, Number.parseInt(scalarText(cell), 10)] as const;
    // Since 1.31 the name of the resource comes first.
    if (column === 'Targets')
      return [column, scalarText(cell).replaceAll(/\b(?:cpu|memory): /g, '')] as const;
    // Until 1.21 a series was counted without its first time.
    if (column === 'Count' && object['series'] !== undefined) return [column, Number(cell) + 1] as const;
    return [column, cell] as const;
  });
  return Object.fromEntries(told);
}

describe('rows of tables', () => {
  it.each(recordedObjects().map((one) => [`${one.object.kind} ${nameOf(one.object)}`, one] as const))(
    '%s is printed as the real server does',
    (_, { object, row, at }) => {
      expect(asRecorded(object, rowOf(object, at), row)).toEqual(row);
    },
  );
});

describe('what servers since 1.31 tell besides', () => {
  const all = recordedObjects();
  const told = (kind: string, name: string, column: string): Json | undefined => {
    const one = all.find(({ object }) => object.kind === kind && nameOf(object) === name);
    return one === undefined ? undefined : rowOf(one.object, Date.parse('2025-01-01T00:09:30Z'))[column];
  };

  it('is when a pod was restarted last', () => {
    expect(told('Pod', 'running', 'Restarts')).toBe('2 (5m30s ago)');
    expect(told('Pod', 'init-failed', 'Restarts')).toBe('3 (9m30s ago)');
    expect(told('Pod', 'completed', 'Restarts')).toBe('0');
  });

  it('is how a job stands', () => {
    expect(['complete', 'failed', 'running'].map((name) => told('Job', name, 'Status'))).toEqual([
      'Complete',
      'Failed',
      'Running',
    ]);
  });

  it('is which resource an autoscaler looks at', () => {
    expect(told('HorizontalPodAutoscaler', 'web', 'Targets')).toBe(
      'memory: 205m/200Mi, <unknown>/1k + 1 more...',
    );
  });
});
