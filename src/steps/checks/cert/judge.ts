import type { Evidence } from '../../outcome.ts';
import { badFirst } from '../bad-first.ts';
import type { CheckResult } from '../define-check.ts';
import type { Certificate } from './certificates.ts';
import type { Source } from './sources.ts';

const day = 86_400_000;

/** Is every certificate valid now, and for more than so many days? `now`: milliseconds since 1970. */
export function judgeCertificates(sources: readonly Source[], days: number, now: number): CheckResult {
  const rows = sources.flatMap((source) => rowsOf(source, days, now));
  const told = badFirst(rows.toSorted((a, b) => a.ends - b.ends).map(({ row }) => row));
  if (told === undefined) return nothingFound(days);
  const { verdict, bad, evidence } = told;
  const [first] = evidence;
  const many = `${String(rows.length)} ${rows.length === 1 ? 'certificate' : 'certificates'}`;
  const earliest = `${first.where ?? first.what}: ${first.observed}`;
  const summary =
    bad === 0
      ? `${many}; the first to end is ${earliest}`
      : `${String(bad)} of ${many} not in order; ${earliest}`;
  return { verdict, summary, evidence };
}

interface Row {
  /** When its time is over; milliseconds since 1970. What is worse than an early end comes before it. */
  readonly ends: number;
  readonly row: Evidence;
}

function rowsOf({ where, found }: Source, days: number, now: number): readonly Row[] {
  const base = { check: 'cert.expiry', where, expected: expectation(days) };
  switch (found.kind) {
    case 'none': {
      const { result, reason: observed, next } = found;
      return [{ ends: 0, row: { ...base, result, what: 'its certificate', observed, next } }];
    }
    case 'certificates': {
      const rows = found.certificates.map((one) => ({
        ends: one.notAfter,
        row: { ...base, ...rowOf(one, days, now) },
      }));
      if (found.distrust === undefined) return rows;
      return [{ ends: 0, row: { ...base, ...distrusted(found.distrust) } }, ...rows];
    }
  }
}

/** Failures of the chain alone: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const unknownIssuer = /UNABLE_TO|SELF_SIGNED|CHAIN_TOO_LONG|INVALID_CA/;

function distrusted(reason: string): Pick<Evidence, 'result' | 'what' | 'expected' | 'observed' | 'next'> {
  const base = { what: 'trust', expected: 'trusted for this name' };
  if (unknownIssuer.test(reason)) {
    const observed = `its issuer is not known here: ${reason}`;
    const next =
      'If it is an authority of your own, name its certificate in NODE_EXTRA_CA_CERTS; else compare the chain';
    return { ...base, result: 'inconclusive', observed, next };
  }
  const next = 'Compare its names with the host, and its time with the clock of this machine';
  return { ...base, result: 'fail', observed: `a client refuses it: ${reason}`, next };
}

type Judged = Pick<Evidence, 'result' | 'what' | 'observed' | 'next'>;

function rowOf({ names, notBefore, notAfter }: Certificate, days: number, now: number): Judged {
  const what = names;
  const until = new Date(notAfter).toISOString().slice(0, 10);
  if (notBefore > now) {
    const observed = `valid only from ${new Date(notBefore).toISOString()}`;
    return { result: 'fail', what, observed, next: 'Check the clock of this machine, and who issued it' };
  }
  if (notAfter <= now) {
    return { result: 'fail', what, observed: `ended on ${until}`, next: 'Renew it now' };
  }
  const left = Math.floor((notAfter - now) / day);
  const observed = `${String(left)} ${left === 1 ? 'day' : 'days'} left, until ${until}`;
  if (notAfter - now > days * day) return { result: 'pass', what, observed };
  return { result: 'fail', what, observed, next: 'Renew it before anything is deployed' };
}

function expectation(days: number): string {
  return `valid for more than ${String(days)} days`;
}

/** That there is none says nothing of where the certificates of the platform end. */
function nothingFound(days: number): CheckResult {
  const observed = 'the namespace holds no TLS Secret, and no host is named';
  return {
    verdict: 'inconclusive',
    summary: observed,
    evidence: [
      {
        check: 'cert.expiry',
        result: 'inconclusive',
        what: 'certificates',
        expected: expectation(days),
        observed,
        next: 'Name the hosts that end TLS for the platform with `hosts`, or look there yourself',
      },
    ],
  };
}
