import type { PlatformState } from '../../scenario/model.ts';
import {
  askPassword,
  done,
  oneRow,
  ready,
  refusal,
  takeMessage,
  type ClientMessage,
  welcome,
} from './messages.ts';
import { statisticsFor } from './statistics.ts';

const password = 'rehearsal-database-password';

/** Codes that stand in the place of the protocol's version in a first message. */
const wantsTls = 80_877_103;
const wantsEncryption = 80_877_104;

type State = 'starting' | 'password' | 'idle' | 'in transaction' | 'over';

/** What is said to what came, and whether the connection ends with it. */
export interface Said {
  readonly bytes: Buffer;
  readonly ends: boolean;
}

/** One connection, from its first bytes on. `platform`: undefined as long as the server starts up. */
export function converse(platform: () => PlatformState | undefined): (bytes: Buffer) => Said {
  let held: Buffer = Buffer.alloc(0);
  let state: State = 'starting';

  function started(body: Buffer): Buffer {
    const code = body.readUInt32BE(0);
    // Without TLS, and it may go on.
    if (code === wantsTls || code === wantsEncryption) return Buffer.from('N');
    if (platform() === undefined)
      return leave(refusal('FATAL', '57P03', 'the database system is starting up'));
    state = 'password';
    return askPassword;
  }

  function leave(last: Buffer): Buffer {
    state = 'over';
    return last;
  }

  function answered({ type, body }: ClientMessage): Buffer {
    if (state === 'starting') return body.length < 4 ? leave(Buffer.alloc(0)) : started(body);
    if (type === 'X') return leave(Buffer.alloc(0));
    const text = body.toString('utf8').replace(/\0$/, '');
    if (state === 'password') {
      if (type !== 'p' || text !== password) {
        return leave(refusal('FATAL', '28P01', 'password authentication failed'));
      }
      state = 'idle';
      return Buffer.concat([welcome, ready('I')]);
    }
    if (type !== 'Q') {
      return Buffer.concat([
        refusal('ERROR', '0A000', 'a rehearsal takes simple queries alone'),
        readyIn(state),
      ]);
    }
    const said = replyTo(text.trim(), platform()?.database ?? 'normal');
    state = said.state ?? state;
    return Buffer.concat([said.bytes, readyIn(state)]);
  }

  return (bytes) => {
    held = Buffer.concat([held, bytes]);
    const said: Buffer[] = [];
    for (let over = false; !over; over = state === 'over') {
      const taken = takeMessage(held, state === 'starting');
      if (taken === undefined) break;
      held = taken.rest;
      said.push(answered(taken.message));
    }
    return { bytes: Buffer.concat(said), ends: state === 'over' };
  };
}

function readyIn(state: State): Buffer {
  return ready(state === 'in transaction' ? 'T' : 'I');
}

/** What is said to a statement, and the state after it where it changes. */
function replyTo(
  statement: string,
  database: PlatformState['database'],
): { readonly bytes: Buffer; readonly state?: State } {
  const word = (/^\w+/.exec(statement)?.[0] ?? '').toUpperCase();
  switch (word) {
    case 'BEGIN':
      return { bytes: done(word), state: 'in transaction' };
    case 'ROLLBACK':
    case 'COMMIT':
      return { bytes: done(word), state: 'idle' };
    case 'SET':
      return { bytes: done(word) };
    default: {
      const row = statisticsFor(statement, database);
      const refused = refusal('ERROR', '42601', 'a rehearsal has statistics, and no data');
      return { bytes: row === undefined ? refused : oneRow(row) };
    }
  }
}
