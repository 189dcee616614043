import type { Result } from '../problem/problem.ts';
import type { ProcessIdentity } from '../steps/ports/shell.ts';
import type { SessionEvent } from './events.ts';
import type { Actor, SessionRecord } from './record.ts';

/**
 * The log of one session, held by its one writer. `append` returns only when the record is on the disk
 * (fdatasync). After any failed append the journal is poisoned: every later append fails at once.
 */
export interface Journal {
  readonly session: string;
  /** The session's folder, absolute. */
  readonly folder: string;
  /** Records already there when it was opened, oldest first (recovery, if any, included). */
  readonly records: readonly SessionRecord[];
  /**
   * SHA-256 of the last line, its LF included; 64 zeros while there is none. A sign-off's signature covers
   * it, so the sign-off must be the first event of the very next append.
   */
  readonly head: string;
  append(events: readonly SessionEvent[], actor: Actor): Promise<Result<readonly SessionRecord[]>>;
  /**
   * As `append`, but returns as soon as the kernel has the record: a kill of this program loses nothing of it, a
   * power cut may. The next append or checkpoint, or `sync`, puts it on the disk; until then nobody may be told of
   * it, and nothing that it allows may happen.
   */
  stage(events: readonly SessionEvent[], actor: Actor): Promise<Result<readonly SessionRecord[]>>;
  /** Returns when every staged record is on the disk. */
  sync(): Promise<Result<void>>;
  /** Writes a checkpoint file, signs it where a key is there, and appends its record. */
  checkpoint(actor: Actor): Promise<Result<SessionRecord>>;
  /** Copies a runbook's text into the session as runbook/<sha256>.md. */
  keepRunbook(sha256: string, text: string): Promise<Result<void>>;
  readRunbook(sha256: string): Promise<Result<string>>;
  /** Where the output of an attempt lies while it is being written, below the session's folder. */
  livePath(step: string, attempt: number): string;
  /** Opens the output of an attempt. */
  openOutput(step: string, attempt: number): Promise<Result<OutputWriter>>;
  /** Closes what an interrupted attempt left: its live output is hashed and filed. Undefined: it left none. */
  fileLeftOutput(step: string, attempt: number): Promise<Result<FiledOutput | undefined>>;
  /** Where the attempt's folder ($STEP_DIR) is, or will be: absolute. */
  stepFolder(step: string, attempt: number): string;
  /** Makes the attempt's folder ($STEP_DIR), 0700. */
  openStepFolder(step: string, attempt: number): Promise<Result<string>>;
  /** Hashes every file of the attempt's folder and makes it read-only. */
  sealStepFolder(step: string, attempt: number): Promise<Result<readonly FiledFile[]>>;
  /** Releases the lock. */
  close(): Promise<void>;
}

export interface OutputWriter {
  /** Secrets are already masked in these bytes. Resolves when they are handed to the kernel. */
  write(chunk: Buffer): Promise<Result<void>>;
  /** Syncs, hashes and files the output under its digest. Undefined: nothing was written, and nothing is kept. */
  close(facts: { readonly redactions: number }): Promise<Result<FiledOutput | undefined>>;
}

export interface FiledOutput {
  readonly sha256: string;
  readonly bytes: number;
  /** Below the session's folder. */
  readonly path: string;
  readonly redactions: number;
  readonly truncated: boolean;
}

export interface FiledFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a sign-off's signature covers, as UTF-8 text; see docs/log.md. */
export interface SignedPayload {
  readonly namespace: string;
  readonly text: string;
}

export interface Signed {
  /** Armoured SSHSIG. */
  readonly signature: string;
  /** SHA256:… */
  readonly fingerprint: string;
}

/** Signs and verifies with OpenSSH keys, by `ssh-keygen -Y`. */
export interface Signer {
  /** The operator's key, if there is one. */
  available(): Promise<{ readonly fingerprint: string; readonly publicKey: string } | undefined>;
  sign(payload: SignedPayload): Promise<Result<Signed>>;
  /**
   * Signs with a given key file (an approver's, at this terminal). ssh-keygen may ask for its passphrase. Instead of a key
   * it may be a sign-off that was requested and signed elsewhere; it has to be for this very payload.
   */
  signWith(keyFile: string, payload: SignedPayload): Promise<Result<Signed>>;
  /** Whose key made this signature: the principal's name, or why it can't be believed. */
  verify(
    payload: SignedPayload,
    signature: string,
    principals: readonly { readonly name: string; readonly keys: readonly string[] }[],
  ): Promise<{ readonly principal: string; readonly fingerprint: string } | { readonly refused: string }>;
}

/** Looks after processes of an earlier, dead run of the session. */
export interface Processes {
  alive(process: ProcessIdentity): boolean;
  /** TERM to its group, KILL after a grace period; resolves when it is gone. */
  stop(process: ProcessIdentity): Promise<void>;
}
