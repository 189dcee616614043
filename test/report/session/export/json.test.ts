import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sessionAsJson } from '../../../../src/report/session/json.ts';
import { exportJson } from '../../../../src/report/session/export/json.ts';
import { eventful } from '../../../cli/write-session.ts';
import { exportedOf, textOf, verified } from '../../../fixtures/report/exported.ts';

describe('a session as JSON', () => {
  it('tells all that the session’s own description tells', async () => {
    const exported = exportedOf(eventful);
    const json: unknown = JSON.parse(await textOf(exportJson, exported));
    expect(json).toMatchObject(
      z.record(z.string(), z.unknown()).parse(JSON.parse(sessionAsJson(exported.session))),
    );
    expect(json).toMatchObject({ verification: verified });
  });

  it('tells each attempt with its command and the digests of what it left', async () => {
    const json: unknown = JSON.parse(await textOf(exportJson, exportedOf(eventful)));
    expect(json).toMatchObject({
      attempts: [
        {
          step: 'hello',
          title: 'Say hello',
          attempt: 1,
          command: 'echo "hello $NAME"\n',
          exitCode: 1,
          output: { sha256: 'c'.repeat(64), bytes: 2048, redactions: 1, truncated: false },
        },
        { step: 'hello', attempt: 2, files: [{ path: 'steps/hello/2/said.txt', sha256: 'd'.repeat(64) }] },
      ],
      given: [
        { step: 'heard', kind: 'attest', signed: false, enteredBy: { id: 'alice' } },
        { step: 'go', kind: 'approve', signed: true, fingerprint: 'SHA256:bob', role: 'manager' },
      ],
    });
  });
});
