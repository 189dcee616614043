import { field, parsedJson } from '../../manifest/json.ts';
import type { HttpAnswer } from '../../ports/http.ts';
import type { Verdict } from '../../outcome.ts';

/** What a node of Vault says of itself. */
export interface SealState {
  readonly verdict: Verdict;
  readonly observed: string;
  /** What is to be done; undefined where all is well. `call`: somebody has to be called for it. */
  readonly next?: string;
  readonly call?: boolean;
}

/**
 * Reads the answer of `GET /v1/sys/health`. Its status alone can come from a proxy or a load balancer as well, so that
 * it counts only where the body is Vault's own and says the same.
 *
 * Source: https://developer.hashicorp.com/vault/api-docs/system/health
 */
export function readSealState(answer: HttpAnswer): SealState {
  if (answer.kind === 'unreachable') {
    const next = 'Check the address in platform.yaml, the network and the VPN, then run the step again';
    return { verdict: 'error', observed: `no answer: ${answer.reason}`, next };
  }
  const body = parsedJson(answer.body);
  const known = byStatus[answer.status];
  const said = sealedText(body);
  if (known === undefined || said === undefined || !agrees(answer.status, body)) {
    const next =
      'Check that the endpoint in platform.yaml is Vault itself, and no load balancer or login page before it';
    return {
      verdict: 'error',
      observed: `HTTP ${answer.status}, and no answer of Vault’s health API`,
      next,
    };
  }
  const version = field(body, 'version');
  const observed = `HTTP ${answer.status}: ${known.observed}${typeof version === 'string' ? `, version ${version}` : ''}`;
  return { ...known, observed };
}

const standby = 'a standby node, which passes requests on to the active one';

const byStatus: Readonly<Record<number, SealState>> = {
  200: { verdict: 'pass', observed: 'unsealed and active' },
  429: { verdict: 'pass', observed: `unsealed; ${standby}` },
  473: { verdict: 'pass', observed: `unsealed; a performance standby, which reads by itself` },
  472: {
    verdict: 'fail',
    observed: 'a node of the disaster recovery secondary, which serves nobody',
    next: 'Point the endpoint vault of platform.yaml to the primary, or have the secondary promoted if that is lost',
    call: true,
  },
  474: {
    verdict: 'fail',
    observed: 'a standby node that does not reach the active one',
    next: 'Look at the active node and at the network between them',
    call: true,
  },
  501: {
    verdict: 'fail',
    observed: 'not initialised',
    next: 'Check that this is the right Vault: one without any data is a new one',
    call: true,
  },
  503: {
    verdict: 'fail',
    observed: 'sealed: nobody gets a secret, and pods that start now fail',
    next: 'Have the holders of the key shares unseal it (vault operator unseal), and find out why it was sealed. Deploy nothing until then',
    call: true,
  },
  530: {
    verdict: 'fail',
    observed: 'a node that was removed from its cluster',
    next: 'Point the endpoint vault of platform.yaml to a node of the cluster',
    call: true,
  },
};

function sealedText(body: unknown): boolean | undefined {
  const sealed = field(body, 'sealed');
  return typeof sealed === 'boolean' ? sealed : undefined;
}

function agrees(status: number, body: unknown): boolean {
  const sealed = field(body, 'sealed') === true;
  const initialised = field(body, 'initialized') === true;
  switch (status) {
    case 200:
      return !sealed && initialised;
    case 429:
    case 473:
      return !sealed && field(body, status === 429 ? 'standby' : 'performance_standby') === true;
    case 501:
      return !initialised;
    case 503:
      return sealed;
    default:
      return true;
  }
}
