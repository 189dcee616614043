import type { Person } from '../../rehearsal/workspace/people.ts';
import type { Signer } from '../../session/ports.ts';

/** The operator's signer, which also knows the keys of the rehearsal's people by their short names. */
export function signerOnStage(signer: Signer, people: readonly Person[]): Signer {
  const files = new Map(people.map(({ keyName, keyFile }) => [keyName, keyFile]));
  return {
    ...signer,
    signWith: (keyFile, payload) => signer.signWith(files.get(keyFile) ?? keyFile, payload),
  };
}
