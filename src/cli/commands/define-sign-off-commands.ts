import type { Command } from 'commander';
import { examplesText } from '../help.ts';
import type { Io } from '../io.ts';
import { saidOption } from '../said-option.ts';
import type { Settle } from '../settle.ts';

interface RequestFlags {
  readonly for: string;
  readonly reject?: true;
  readonly note?: string;
  readonly output?: string;
  readonly json?: true;
}

/** `sign-off request|sign|accept`: an approval by somebody who is not at this terminal. */
export function addSignoffCommands(program: Command, io: Io, settle: Settle): void {
  const signoff = program
    .command('sign-off')
    .description('have an approval signed elsewhere: request, sign, accept')
    .addHelpText('after', examplesText('sign-off'));
  signoff
    .command('request')
    .description('write what somebody is to sign, for the step at which a session waits')
    .argument('<ID>', 'a session’s id, or the beginning of one')
    .argument('[STEP]', 'the step that is meant; refused where the session waits at another')
    .addOption(
      saidOption('--for <name>', 'the approver, by their name in platform.yaml').makeOptionMandatory(),
    )
    .option('--reject', 'a no instead of a yes')
    .addOption(saidOption('--note <text>', 'what they say with it'))
    .option('--output <file>', 'where to write it; left out: STEP.signoff here')
    .option('--json', 'for scripts')
    .addHelpText('after', examplesText('sign-off request'))
    .action((id: string, step: string | undefined, flags: RequestFlags) => {
      const { for: name, reject, json, ...rest } = flags;
      const options = { ...rest, id, name, reject: reject === true, json: json === true };
      settle(async () =>
        (await import('./sign-off/request.ts')).requestSignoffCommand(
          io,
          step === undefined ? options : { ...options, step },
        ),
      );
    });
  signoff
    .command('sign')
    .description('sign a request with your key: what `ssh-keygen -Y sign` does')
    .argument('<FILE>', 'what `sign-off request` wrote')
    .option('--key <file>', 'your private key; left out: the one that signs for you here')
    .addHelpText('after', examplesText('sign-off sign'))
    .action((file: string, flags: { readonly key?: string }) => {
      settle(async () => (await import('./sign-off/sign.ts')).signSignoffCommand(io, { ...flags, file }));
    });
  signoff
    .command('accept')
    .description('put a signed request into the session that waits for it')
    .argument('<FILE>', 'the request; its signature lies beside it as FILE.sig')
    .addHelpText('after', examplesText('sign-off accept'))
    .action((file: string) => {
      settle(async () => (await import('./sign-off/accept.ts')).acceptSignoffCommand(io, { file }));
    });
}
