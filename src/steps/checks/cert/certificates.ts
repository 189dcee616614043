import { X509Certificate } from 'node:crypto';

/** What is kept of a certificate; nothing of its key. */
export interface Certificate {
  /** The names that it is for, or its subject where it has none. */
  readonly names: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Every certificate of a PEM text. A text: why it holds none, or one that can't be read. */
export function certificatesIn(pem: string): readonly Certificate[] | string {
  const blocks = pem.match(block) ?? [];
  if (blocks.length === 0) return 'it holds no certificate';
  try {
    return blocks.map(read);
  } catch {
    return 'it holds a certificate that can’t be read';
  }
}

function read(pem: string): Certificate {
  const certificate = new X509Certificate(pem);
  return {
    names: namesOf(certificate),
    notBefore: certificate.validFromDate.getTime(),
    notAfter: certificate.validToDate.getTime(),
  };
}

function namesOf({ subjectAltName, subject }: X509Certificate): string {
  const names = (subjectAltName ?? '')
    .split(', ')
    .flatMap((name) => /^(?:DNS|IP Address):(.+)$/.exec(name)?.[1] ?? []);
  if (names.length > 0) return names.join(', ');
  return /(?:^|\n)CN=([^\n]+)/.exec(subject)?.[1] ?? 'a certificate without a name';
}
