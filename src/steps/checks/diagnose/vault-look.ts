import type { RunContext } from '../../context.ts';
import { namedEndpoint } from '../named-endpoint.ts';
import type { Clue, Look } from './clue.ts';
import { adviceFor } from './words.ts';

const timeout = 10_000;
const limit = 64 * 1024;

/**
 * What a status of sys/health means that keeps secrets from being read
 * (https://developer.hashicorp.com/vault/api-docs/system/health): 200, 429, 472 and 473 are a Vault that answers.
 */
const bad: Readonly<Record<number, string>> = {
  501: 'it is not initialised',
  503: 'it is sealed',
  530: 'its active node can’t be reached',
};
const good: ReadonlySet<number> = new Set([200, 429, 472, 473]);

/** Asks Vault itself how it is, without a token. */
export async function lookAtVault(context: RunContext): Promise<Look> {
  const what = 'Vault';
  const endpoint = namedEndpoint('diagnose.secrets', 'vault', context);
  if (endpoint.kind === 'unknown') {
    const place = `environments.${context.environment.name}.endpoints`;
    const why = 'platform.yaml has no endpoint vault for this environment';
    return {
      what,
      clues: [],
      unseen: [
        {
          what: 'Vault itself',
          why,
          next: `Write vault: https://… below ${place}, or ask whoever runs Vault`,
        },
      ],
    };
  }
  const url = `${endpoint.url}/v1/sys/health`;
  const answer = await context.ports.http.request({
    method: 'GET',
    url,
    headers: {},
    timeout,
    limit,
    signal: context.signal,
  });
  if (answer.kind === 'unreachable')
    return { what, clues: [clue(url, `no answer: ${answer.reason}`)], unseen: [] };
  if (good.has(answer.status)) return { what, clues: [], unseen: [] };
  const meaning = bad[answer.status];
  if (meaning !== undefined) {
    return { what, clues: [clue(url, `HTTP ${String(answer.status)}: ${meaning}`)], unseen: [] };
  }
  const why = `HTTP ${String(answer.status)} is no answer of its health API`;
  const next = 'Check that the endpoint in platform.yaml is Vault itself, and no login page before it';
  return { what, clues: [], unseen: [{ what: 'Vault itself', why, next }] };
}

function clue(where: string, observed: string): Clue {
  return {
    cause: 'vault-sealed',
    services: [],
    where,
    expected: 'Vault answers and is unsealed',
    observed: `Vault gives no secrets: ${observed}`,
    next: adviceFor['vault-sealed'],
  };
}
