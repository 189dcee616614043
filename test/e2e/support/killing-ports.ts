import type { LogFile, OpenLogFile } from '../../../src/platform/journal/log-file.ts';
import type { SessionEvent } from '../../../src/session/events.ts';
import type { Journal, Signer } from '../../../src/session/ports.ts';
import type { Shell } from '../../../src/steps/ports/shell.ts';
import type { Boundary } from './boundaries.ts';

/** The step that the kill is aimed at. */
const victim = 'victim';

/** Real ports, each of which kills this process at the one boundary. */
export function killing(boundary: Boundary) {
  let runs = 0;
  const at = (here: Boundary): void => {
    if (here === boundary) process.kill(process.pid, 'SIGKILL');
  };

  function journal(inner: Journal): Journal {
    const before = (events: readonly SessionEvent[]): void => {
      if (events.some((event) => isOf(event, 'step.started'))) at('before-intent');
      if (events.some((event) => isOf(event, 'step.spawned'))) at('at-the-gate');
      if (events.some((event) => isOf(event, 'step.finished'))) at('exit-to-record');
    };
    return {
      ...inner,
      get head() {
        return inner.head;
      },
      append(events, actor) {
        before(events);
        return inner.append(events, actor);
      },
      stage(events, actor) {
        before(events);
        return inner.stage(events, actor);
      },
      checkpoint(actor) {
        at('record-to-checkpoint');
        return inner.checkpoint(actor);
      },
    };
  }

  function shell(inner: Shell): Shell {
    return {
      ...inner,
      run(request) {
        runs += 1;
        if (runs < 2) return inner.run(request);
        at('intent-to-spawn');
        return inner.run({
          ...request,
          async onSpawn(process) {
            await request.onSpawn(process);
            at('before-gate-opens');
          },
          async onOutput(stream, chunk) {
            await request.onOutput(stream, chunk);
            at('while-output-flows');
          },
        });
      },
    };
  }

  function signer(inner: Signer): Signer {
    return {
      ...inner,
      available: async () => {
        if (boundary !== 'checkpoint-to-signature') return inner.available();
        return { fingerprint: 'SHA256:test', publicKey: 'ssh-ed25519 test' };
      },
      sign(payload) {
        at('checkpoint-to-signature');
        return inner.sign(payload);
      },
    };
  }

  /** Writes half a line and dies. */
  function openFile(inner: OpenLogFile): OpenLogFile {
    return async (path) => halved(await inner(path));
  }

  function halved(file: LogFile): LogFile {
    return {
      ...file,
      async write(bytes) {
        const text = Buffer.from(bytes).toString('utf8');
        const half =
          (boundary === 'half-intent' && holds(text, 'step.started')) ||
          (boundary === 'half-record' && holds(text, 'step.finished'));
        if (!half) return file.write(bytes);
        await file.write(bytes.subarray(0, Math.ceil(bytes.length * Math.random())));
        process.kill(process.pid, 'SIGKILL');
        return bytes.length;
      },
    };
  }

  return { journal, shell, signer, openFile };
}

type StepEvent = 'step.started' | 'step.spawned' | 'step.finished';

function isOf(event: SessionEvent, type: StepEvent): boolean {
  return event.type === type && 'step' in event && typeof event.step === 'object' && event.step.id === victim;
}

function holds(text: string, type: StepEvent): boolean {
  return text.includes(`"type":"${type}"`) && text.includes(`"id":"${victim}"`);
}
