import type { WebSocket } from 'ws';
import { KeptBytes } from '../../steps/kept-bytes.ts';
import { field, items, text } from '../../steps/manifest/json.ts';
import { ClusterError, type ExecRequest, type ExecResult } from '../../steps/ports/cluster.ts';
import type { Transport } from './transport.ts';
import { bytesOf } from './web-socket.ts';

/** v5 since Kubernetes 1.30; before, v4. What we use of them is the same. */
const protocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];

/** The first byte of a message says what it is of (k8s.io/apimachinery, pkg/util/remotecommand). */
const channel = { stdout: 1, stderr: 2, status: 3 } as const;

/** See Cluster.exec. */
export async function exec(
  transport: Transport,
  asked: ExecRequest,
  signal: AbortSignal,
): Promise<ExecResult> {
  const late = AbortSignal.timeout(asked.timeout);
  const both = AbortSignal.any([signal, late]);
  const where = `container ${asked.container} of pod ${asked.pod}`;
  const tooLong = `The command in ${where} did not end within ${String(asked.timeout)} ms.`;
  const stopped = (): ClusterError =>
    new ClusterError('timeout', late.aborted ? tooLong : `The command in ${where} was stopped.`);
  let socket: WebSocket;
  try {
    socket = await transport.connect(pathOf(transport, asked), protocols, both);
  } catch (thrown) {
    throw both.aborted ? stopped() : thrown;
  }
  const end = Promise.withResolvers<ExecResult>();
  const onAbort = (): void => end.reject(stopped());
  both.addEventListener('abort', onAbort, { once: true });
  if (both.aborted) onAbort();
  socket.once('close', () => {
    const cut = `The connection to the command in ${where} was cut before it ended.`;
    end.reject(new ClusterError('unreachable', cut));
  });
  listen(socket, asked.limit, where, end);
  socket.resume();
  try {
    return await end.promise;
  } finally {
    both.removeEventListener('abort', onAbort);
    socket.terminate();
  }
}

function pathOf(transport: Transport, { pod, container, command }: ExecRequest): string {
  const query = new URLSearchParams({ container, stdout: 'true', stderr: 'true' });
  for (const word of command) query.append('command', word);
  return `/api/v1/namespaces/${transport.namespace}/pods/${pod}/exec?${query.toString()}`;
}

/** Collects what the command writes, up to the limit, until the server says how it ended. */
function listen(
  socket: WebSocket,
  limit: number,
  where: string,
  end: ReturnType<typeof Promise.withResolvers<ExecResult>>,
): void {
  const stdout = new KeptBytes(limit);
  const stderr = new KeptBytes(limit);
  socket.on('message', (data) => {
    const bytes = bytesOf(data);
    const rest = bytes.subarray(1);
    switch (bytes[0]) {
      case channel.stdout:
        stdout.add(rest);
        break;
      case channel.stderr:
        stderr.add(rest);
        break;
      case channel.status: {
        const exitCode = exitCodeOf(rest.toString('utf8'), where);
        if (exitCode instanceof ClusterError) end.reject(exitCode);
        else end.resolve({ exitCode, ...outputOf(stdout, stderr) });
        break;
      }
      default:
        break;
    }
  });
}

function outputOf(stdout: KeptBytes, stderr: KeptBytes): Omit<ExecResult, 'exitCode'> {
  const [out, err] = [stdout.seen(), stderr.seen()];
  return { stdout: out.text, stderr: err.text, truncated: out.truncated || err.truncated };
}

/** The exit code in a v1.Status, or what kept the command from running. */
function exitCodeOf(said: string, where: string): number | ClusterError {
  try {
    const status: unknown = JSON.parse(said);
    if (field(status, 'status') === 'Success') return 0;
    const cause = items(field(status, 'details', 'causes')).find(
      (one) => field(one, 'reason') === 'ExitCode',
    );
    const code = Number(field(cause, 'message'));
    if (field(status, 'reason') === 'NonZeroExitCode' && Number.isInteger(code)) return code;
    const why = text(field(status, 'message')) ?? 'no reason given';
    return new ClusterError('invalid', `The command could not be run in ${where}: ${why}`);
  } catch (thrown) {
    return new ClusterError('server', `How the command in ${where} ended can’t be read.`, thrown);
  }
}
