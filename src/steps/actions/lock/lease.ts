import { defined, field, number, record, text } from '../../manifest/json.ts';
import type { Manifest, ResourceKind } from '../../ports/cluster.ts';

const apiVersion = 'coordination.k8s.io/v1';

export const leaseKind: ResourceKind = { kind: 'Lease', apiVersions: [apiVersion] };

export const by = { fieldManager: 'teei-runbook' };

/** A Lease as it was seen. Times are by the clock of whoever wrote it: they are shown, and never compared with ours. */
export interface Lease {
  /** Empty: nobody holds it. */
  readonly holder: string;
  readonly seconds: number | undefined;
  readonly acquiredAt: string | undefined;
  readonly renewedAt: string | undefined;
  /** How often it has changed hands. */
  readonly transitions: number;
  readonly manifest: Manifest;
}

/** Who wants to hold a Lease. */
export interface Holder {
  /** `alice@bastion`. */
  readonly operator: string;
  readonly session: string;
}

export function readLease(manifest: Manifest): Lease {
  const spec = field(manifest, 'spec');
  return {
    holder: text(field(spec, 'holderIdentity')) ?? '',
    seconds: number(field(spec, 'leaseDurationSeconds')),
    acquiredAt: text(field(spec, 'acquireTime')),
    renewedAt: text(field(spec, 'renewTime')),
    transitions: number(field(spec, 'leaseTransitions')) ?? 0,
    manifest,
  };
}

/** What a Lease holds as its holder: who, and in which session. */
function identityOf({ operator, session }: Holder): string {
  return `${operator} ${session}`;
}

/** True where the Lease is held by this session, whoever operates it now. */
export function isOwn({ holder }: Lease, { session }: Holder): boolean {
  return holder.split(' ').at(-1) === session;
}

/** `alice@bastion (session 20260102-030405-deploy-0a1b)`; of a holder that is none of ours the identity as it stands. */
export function holderText({ holder }: Lease): string {
  const [who, session, ...more] = holder.split(' ');
  return session === undefined || more.length > 0 ? holder : `${who ?? ''} (session ${session})`;
}

/** Changes whenever its holder renews it or anybody takes it. */
export function recordOf({ holder, acquiredAt, renewedAt, transitions, manifest }: Lease): string {
  return JSON.stringify([holder, acquiredAt, renewedAt, transitions, field(manifest, 'metadata', 'uid')]);
}

/** A new Lease that is held from `now` on, in milliseconds since 1970. */
export function newLease(name: string, holder: Holder, seconds: number, now: number): Manifest {
  const spec = heldSpec(holder, seconds, now, 0);
  return { apiVersion, kind: 'Lease', metadata: { name }, spec };
}

/** The Lease, held by a new holder. Its resourceVersion stays in it: somebody quicker makes it a conflict. */
export function takenLease(lease: Lease, holder: Holder, seconds: number, now: number): Manifest {
  return withSpec(lease, heldSpec(holder, seconds, now, lease.transitions + 1));
}

/** The Lease, held on by the session that holds it. */
export function renewedLease(lease: Lease, holder: Holder, seconds: number, now: number): Manifest {
  return withSpec(lease, {
    holderIdentity: identityOf(holder),
    leaseDurationSeconds: seconds,
    renewTime: microTime(now),
  });
}

/** The Lease, held by nobody. It stays, so that it can be told how often it has changed hands. */
export function freeLease(lease: Lease, now: number): Manifest {
  return withSpec(lease, { holderIdentity: '', renewTime: microTime(now) });
}

function heldSpec(holder: Holder, seconds: number, now: number, transitions: number): Manifest {
  return {
    holderIdentity: identityOf(holder),
    leaseDurationSeconds: seconds,
    acquireTime: microTime(now),
    renewTime: microTime(now),
    leaseTransitions: transitions,
  };
}

function withSpec({ manifest }: Lease, spec: Manifest): Manifest {
  return defined({
    ...manifest,
    apiVersion,
    kind: 'Lease',
    spec: { ...record(manifest['spec']), ...spec },
  });
}

/** MicroTime takes six decimals and no others: https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1#RFC3339Micro */
function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
